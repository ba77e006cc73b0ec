/** Fills the templates of checklists/templates, which arrive parsed (checklists/page/paper_words.py), as Jinja fills them: the
 * papers have one source. Nothing is compiled or run as a script; every text is escaped unless the template itself made it. */

export interface Template {
  readonly is: "Template";
  readonly body: readonly Node[];
  /** Whether texts are escaped: the template is of a page. */
  readonly escapes: boolean;
}
interface Keyword { readonly is: "Keyword"; readonly key: string; readonly value: Node }
interface Operand { readonly is: "Operand"; readonly op: string; readonly expr: Node }
interface Callable { readonly args?: readonly Node[]; readonly kwargs?: readonly Keyword[] }
interface MacroNode {
  readonly is: "Macro";
  readonly name: string;
  readonly args?: readonly NameNode[];
  readonly defaults?: readonly Node[];
  readonly body?: readonly Node[];
}
interface NameNode { readonly is: "Name"; readonly name: string }
interface ForNode {
  readonly is: "For";
  readonly target: Node;
  readonly iter: Node;
  readonly body?: readonly Node[];
  readonly else_?: readonly Node[];
  readonly test?: Node;
}
interface IfNode {
  readonly is: "If";
  readonly test: Node;
  readonly body?: readonly Node[];
  readonly elif_?: readonly IfNode[];
  readonly else_?: readonly Node[];
}
interface CallBlockNode {
  readonly is: "CallBlock";
  readonly call: CallNode;
  readonly args?: readonly NameNode[];
  readonly body?: readonly Node[];
}
interface CallNode extends Callable { readonly is: "Call"; readonly node: Node }
export type Node =
  | { readonly is: "Output"; readonly nodes: readonly Node[] }
  | { readonly is: "TemplateData"; readonly data: string }
  | { readonly is: "Const"; readonly value?: unknown }
  | { readonly is: "Getattr"; readonly node: Node; readonly attr: string }
  | { readonly is: "Getitem"; readonly node: Node; readonly arg: Node }
  | { readonly is: "Slice"; readonly start?: Node; readonly stop?: Node }
  | ({ readonly is: "Filter"; readonly node: Node; readonly name: string } & Callable)
  | { readonly is: "Test"; readonly node: Node; readonly name: string }
  | { readonly is: "CondExpr"; readonly test: Node; readonly expr1: Node; readonly expr2?: Node }
  | { readonly is: "Compare"; readonly expr: Node; readonly ops: readonly Operand[] }
  | { readonly is: "And" | "Or" | "Add" | "Sub" | "Mul"; readonly left: Node; readonly right: Node }
  | { readonly is: "Not"; readonly node: Node }
  | { readonly is: "Tuple" | "List"; readonly items?: readonly Node[] }
  | { readonly is: "Import"; readonly template: Node; readonly target: string }
  | { readonly is: "Assign"; readonly target: Node; readonly node: Node }
  | MacroNode | NameNode | ForNode | IfNode | CallBlockNode | CallNode;

export type Values = Readonly<Record<string, unknown>>;

/** Text that is markup already. */
export class Markup {
  constructor(readonly text: string) {}
}

const SIGNS: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&#34;", "'": "&#39;" };
export const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => SIGNS[sign] as string);

/** The text of a template filled with values. Throws where it names something unknown. */
export function rendered(templates: Readonly<Record<string, Template>>, name: string, values: Values): string {
  return new Run(templates, templateOf(templates, name)).text(values);
}

function templateOf(templates: Readonly<Record<string, Template>>, name: string): Template {
  const found = templates[name];
  if (!found) throw new Error(`no template ${name}`);
  return found;
}

type Macro = (args: readonly unknown[], named: Values, caller?: Macro) => Markup | string;
const isMacro = new WeakSet<Macro>();

class Scope {
  private readonly own = new Map<string, unknown>();
  constructor(private readonly outer: Scope | null = null) {}
  find(name: string): unknown {
    return this.own.has(name) ? this.own.get(name) : this.outer?.find(name);
  }
  set(name: string, value: unknown): void {
    this.own.set(name, value);
  }
  get names(): Record<string, unknown> {
    return Object.fromEntries(this.own);
  }
}

/** One template being filled. */
class Run {
  constructor(
    private readonly templates: Readonly<Record<string, Template>>,
    private readonly template: Template,
  ) {}

  text(values: Values): string {
    const scope = new Scope();
    for (const [name, value] of Object.entries(values)) scope.set(name, value);
    return this.block(this.template.body, scope);
  }

  /** What the template defines, for one that imports it. */
  macros(): Record<string, unknown> {
    const scope = new Scope();
    this.block(this.template.body, scope);
    return scope.names;
  }

  private block(nodes: readonly Node[] | undefined, scope: Scope): string {
    return (nodes ?? []).map((node) => this.statement(node, scope)).join("");
  }

  private statement(node: Node, scope: Scope): string {
    switch (node.is) {
      case "Output":
        return node.nodes.map((part) => (part.is === "TemplateData" ? part.data : this.shown(this.value(part, scope)))).join("");
      case "If": {
        const chosen = [node, ...(node.elif_ ?? [])].find((each) => isTrue(this.value(each.test, scope)));
        return this.block(chosen ? chosen.body : node.else_, scope);
      }
      case "For":
        return this.loop(node, scope);
      case "Macro":
        scope.set(node.name, this.macro(node, scope));
        return "";
      case "CallBlock": {
        const caller = this.macro({ ...node, is: "Macro", name: "caller" }, scope);
        const called = this.value(node.call.node, scope) as Macro;
        return this.shown(called(this.args(node.call, scope), this.named(node.call, scope), caller));
      }
      case "Import": {
        const name = this.value(node.template, scope) as string;
        scope.set(node.target, new Run(this.templates, templateOf(this.templates, name)).macros());
        return "";
      }
      case "Assign":
        bind(node.target, this.value(node.node, scope), scope);
        return "";
      default:
        throw new Error(`${node.is} is no statement`);
    }
  }

  private loop(node: ForNode, scope: Scope): string {
    const inner = (item: unknown): Scope => {
      const made = new Scope(scope);
      bind(node.target, item, made);
      return made;
    };
    const test = node.test;
    const items = listOf(this.value(node.iter, scope)).filter((item) => !test || isTrue(this.value(test, inner(item))));
    if (!items.length) return this.block(node.else_, scope);
    return items
      .map((item, n) => {
        const made = inner(item);
        made.set("loop", { index: n + 1, first: n === 0, last: n === items.length - 1, length: items.length });
        return this.block(node.body, made);
      })
      .join("");
  }

  private macro(node: MacroNode, scope: Scope): Macro {
    const args = node.args ?? [];
    const defaults = node.defaults ?? [];
    const made: Macro = (given, named, caller) => {
      const inner = new Scope(scope);
      args.forEach(({ name }, n) => {
        const fallback = defaults[n - args.length + defaults.length];
        inner.set(name, n < given.length ? given[n] : name in named ? named[name] : fallback && this.value(fallback, inner));
      });
      inner.set("caller", caller);
      const text = this.block(node.body, inner);
      return this.template.escapes ? new Markup(text) : text;
    };
    isMacro.add(made);
    return made;
  }

  private args(call: Callable, scope: Scope): unknown[] {
    return (call.args ?? []).map((arg) => this.value(arg, scope));
  }

  private named(call: Callable, scope: Scope): Record<string, unknown> {
    return Object.fromEntries((call.kwargs ?? []).map(({ key, value }) => [key, this.value(value, scope)]));
  }

  /** A value as it stands in the text. */
  private shown(value: unknown): string {
    if (value instanceof Markup) return value.text;
    const text = textOf(value);
    return this.template.escapes ? escaped(text) : text;
  }

  private value(node: Node, scope: Scope): unknown {
    switch (node.is) {
      case "Const":
        return node.value ?? null;
      case "Name": {
        const found = scope.find(node.name);
        return found === undefined && node.name === "range" ? range : found;
      }
      case "Getattr":
        return attribute(known(this.value(node.node, scope), node), node.attr);
      case "Getitem":
        return this.item(node.node, node.arg, scope);
      case "Call":
        return this.call(node, scope);
      case "Filter":
        return this.filter(node.name, known(this.value(node.node, scope), node), this.args(node, scope), this.named(node, scope));
      case "Test": {
        const value = this.value(node.node, scope);
        return node.name === "defined" ? value !== undefined : known(value, node) === null;
      }
      case "CondExpr":
        return isTrue(this.value(node.test, scope)) ? this.value(node.expr1, scope) : node.expr2 ? this.value(node.expr2, scope) : "";
      case "Compare":
        return this.compared(node.expr, node.ops, scope);
      case "And": {
        const left = this.value(node.left, scope);
        return isTrue(left) ? this.value(node.right, scope) : left;
      }
      case "Or": {
        const left = this.value(node.left, scope);
        return isTrue(left) ? left : this.value(node.right, scope);
      }
      case "Not":
        return !isTrue(this.value(node.node, scope));
      case "Add":
        return (this.value(node.left, scope) as number) + (this.value(node.right, scope) as number);
      case "Sub":
        return (this.value(node.left, scope) as number) - (this.value(node.right, scope) as number);
      case "Mul":
        return product(this.value(node.left, scope), this.value(node.right, scope) as number);
      case "Tuple":
      case "List":
        return (node.items ?? []).map((each) => this.value(each, scope));
      default:
        throw new Error(`${node.is} is no value`);
    }
  }

  private item(node: Node, arg: Node, scope: Scope): unknown {
    const value = known(this.value(node, scope), node);
    if (arg.is === "Slice") {
      const start = arg.start ? (this.value(arg.start, scope) as number) : 0;
      const stop = arg.stop ? (this.value(arg.stop, scope) as number | null) : null;
      return (value as string | unknown[]).slice(start, stop ?? undefined);
    }
    return attribute(value, this.value(arg, scope) as string | number);
  }

  private call(node: CallNode, scope: Scope): unknown {
    const args = this.args(node, scope);
    const named = this.named(node, scope);
    if (node.node.is === "Getattr") {
      const owner = known(this.value(node.node.node, scope), node.node);
      const method = methodOf(owner, node.node.attr);
      if (method) return method(args, named);
    }
    const called = known(this.value(node.node, scope), node.node) as Macro & ((...args: unknown[]) => unknown);
    return isMacro.has(called) ? called(args, named) : called(...args);
  }

  private compared(expr: Node, operands: readonly Operand[], scope: Scope): boolean {
    let left = known(this.value(expr, scope), expr);
    return operands.every(({ op, expr: other }) => {
      const right = known(this.value(other, scope), other);
      const holds = comparison(op, left, right);
      left = right;
      return holds;
    });
  }

  private joined(items: readonly unknown[], between: unknown): Markup | string {
    const text = items.map((item) => this.shown(item)).join(this.shown(between));
    return this.template.escapes ? new Markup(text) : text;
  }

  private filter(name: string, value: unknown, args: readonly unknown[], named: Values): unknown {
    switch (name) {
      case "length":
        return sizeOf(value);
      case "join":
        return this.joined(listOf(value), args[0] ?? "");
      case "list":
        return listOf(value);
      case "safe":
        return new Markup(textOf(value));
      case "unique":
        return [...new Set(listOf(value))];
      case "sum":
        return listOf(value).reduce<number>((sum, item) => sum + (item as number), 0);
      case "map":
        return listOf(value).map((item) =>
          named["attribute"] === undefined ? this.filter(args[0] as string, item, [], {}) : attribute(item, named["attribute"] as string),
        );
      case "selectattr":
        return listOf(value).filter((item) => isTrue(attribute(item, args[0] as string)));
      default:
        throw new Error(`no filter ${name}`);
    }
  }
}

function bind(target: Node, value: unknown, scope: Scope): void {
  if (target.is === "Name") scope.set(target.name, value);
  else if (target.is === "Tuple") (target.items ?? []).forEach((part, n) => bind(part, listOf(value)[n], scope));
  else throw new Error(`${target.is} cannot be set`);
}

function known(value: unknown, node: Node): unknown {
  if (value === undefined) throw new Error(`unknown: ${JSON.stringify(node).slice(0, 200)}`);
  return value;
}

const camel = (name: string): string => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** A part of a value by its name, as the template writes it or in the page's own way of writing names. */
function attribute(value: unknown, name: string | number): unknown {
  if (value instanceof Map) return known(value.get(name), { is: "Const", value: name });
  const parts = value as Record<string, unknown>;
  const found = parts[name] !== undefined || typeof name === "number" ? parts[name] : parts[camel(name)];
  return known(found, { is: "Const", value: name });
}

type Method = (args: readonly unknown[], named: Values) => unknown;

/** What is called on a value: views of a mapping, filling of a text, or a method of its own. */
function methodOf(owner: unknown, name: string): Method | null {
  if (typeof owner === "string" && name === "format") {
    return (_, named) => owner.replace(/\{(\w+)\}/g, (__, key: string) => textOf(known(named[key], { is: "Const", value: key })));
  }
  if (owner instanceof Map && name === "values") return () => [...owner.values()];
  if (owner instanceof Map && name === "items") return () => [...owner.entries()];
  const own = (owner as Record<string, unknown>)[name] ?? (owner as Record<string, unknown>)[camel(name)];
  if (typeof own !== "function" || isMacro.has(own as Macro)) return null;
  return (args) => (own as (...args: readonly unknown[]) => unknown).apply(owner, [...args]);
}

function listOf(value: unknown): unknown[] {
  if (value instanceof Map) return [...value.keys()];
  if (value === null || value === undefined || typeof value !== "object") throw new Error(`no list: ${String(value)}`);
  return [...(value as Iterable<unknown>)];
}

function sizeOf(value: unknown): number {
  if (value instanceof Map || value instanceof Set) return value.size;
  return typeof value === "string" ? [...value].length : (value as unknown[]).length;
}

/** Truth as templates know it: nothing, no text, zero and what is empty are not. */
function isTrue(value: unknown): boolean {
  known(value, { is: "Const", value: "condition" });
  if (value instanceof Map || value instanceof Set) return value.size > 0;
  if (value instanceof Markup) return value.text !== "";
  return Array.isArray(value) ? value.length > 0 : Boolean(value);
}

function textOf(value: unknown): string {
  if (value instanceof Markup) return value.text;
  if (typeof value !== "string" && typeof value !== "number") throw new Error(`no text: ${JSON.stringify(value)}`);
  return String(value);
}

function comparison(operator: string, left: unknown, right: unknown): boolean {
  switch (operator) {
    case "eq":
      return left === right;
    case "ne":
      return left !== right;
    case "gt":
      return (left as number) > (right as number);
    case "lt":
      return (left as number) < (right as number);
    default:
      throw new Error(`no comparison ${operator}`);
  }
}

const product = (left: unknown, times: number): unknown => (typeof left === "string" ? left.repeat(times) : (left as number) * times);
const range = (count: number): number[] => Array.from({ length: Math.max(0, count) }, (_, n) => n);
