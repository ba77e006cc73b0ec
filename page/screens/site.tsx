/** 现场: all objects as a tree with what is open and what was found, and the way to add more. */
import type { JSX } from "preact";
import { memo } from "preact/compat";
import { useState } from "preact/hooks";
import { ROOT_ID } from "../judge/model/library.ts";
import { answerOf, countOf as alike, nameOf, objectOf, typeOf } from "../visit/reading.ts";
import { AddObject } from "./add_object.tsx";
import { isGiven } from "./answers.ts";
import { hrefOf, useMedia, useRoute, useVisit } from "./context.tsx";
import { Heading } from "./controls.tsx";
import { useNextStop, walkingOrder } from "./order.ts";
import { countOf } from "./overview.ts";
import { EarlierPart } from "./recheck.tsx";
import { childTypes } from "./questions.ts";
import { fill, GENERAL, GRID, SITE } from "./words.ts";

const FEWEST_FOR_GRID = 2;

export function Site(): JSX.Element {
  const { session, document } = useVisit();
  const next = useNextStop(session, null);
  const isWide = useMedia("(min-width: 1000px)");
  const isEmpty = (document.对象 ?? []).length === 0;
  return (
    <div class="narrow spaced">
      <Heading>{SITE.heading}</Heading>
      {next !== undefined && (next
        ? <a class="button primary wide" href={next.href}>{SITE.next}：{next.name}</a>
        : <p class="panel">{SITE.nothingOpen}</p>)}
      <EarlierPart />
      <Adding isOpen={isEmpty && !session.earlier} />
      {!isWide && <Tree />}
      <RosterLink />
      <GridLinks />
    </div>
  );
}

function Adding({ isOpen }: { isOpen: boolean }): JSX.Element {
  const [shows, setShows] = useState(isOpen);
  return (
    <>
      <button type="button" class="wide" aria-expanded={shows} onClick={() => setShows(!shows)}>＋ {SITE.add}</button>
      {shows && <AddObject parent={ROOT_ID} onDone={() => setShows(false)} />}
    </>
  );
}

function RosterLink(): JSX.Element {
  const { session } = useVisit();
  const { length: count } = session.overview.rosters;
  return <a class="button wide" href={hrefOf("rosters")}>{count ? fill(SITE.rostersOpen, { count }) : SITE.rosters}</a>;
}

/** Kinds of which there are several, to be answered as a table. */
function GridLinks(): JSX.Element | null {
  const { session, document } = useVisit();
  const counts = new Map<string, number>();
  for (const object of document.对象 ?? []) counts.set(object.类型, (counts.get(object.类型) ?? 0) + 1);
  const types = [...counts].filter(([type, count]) => count >= FEWEST_FOR_GRID && session.questionnaire.has(type));
  if (!types.length) return null;
  return (
    <section class="spaced">
      <h2>{SITE.grid}</h2>
      <div class="row">
        {types.map(([type, count]) => <a key={type} class="button" href={hrefOf("grid", type)} aria-label={fill(GRID.heading, { type })}>{fill(GENERAL.count, { name: type, count })}</a>)}
      </div>
    </section>
  );
}

/** The tree of objects; also at the side of every screen on a desktop. */
export function Tree(): JSX.Element {
  const { session, document } = useVisit();
  const [, current] = useRoute();
  const [adding, setAdding] = useState<string | null>(null);
  const isJudged = session.judgement !== null;
  const asked = (id: string): readonly string[] => [...(session.overview.asks.get(id)?.keys() ?? [])];
  const waiting = (id: string): number => asked(id).filter((key) => isGiven(answerOf(document, { object: id, key }))).length;
  return (
    <nav class="tree" aria-label={SITE.tree}>
      <ul>
        {walkingOrder(document).map(({ id, depth }) => {
          const verdicts = session.overview.byObject.get(id);
          const type = typeOf(document, id) ?? "";
          const canAdd = childTypes(session.library, type).some((each) => session.typesInScope.has(each.name));
          return (
            <li key={id}>
              <Node id={id} name={nameOf(document, id)} type={type} depth={Math.min(depth, 4)} count={alike(objectOf(document, id))}
                open={asked(id).length - waiting(id)} waiting={waiting(id)} major={countOf(verdicts, "major")} ordinary={countOf(verdicts, "ordinary")}
                isJudged={isJudged} isCurrent={current === id} canAdd={canAdd && id !== ROOT_ID} isAdding={adding === id}
                onAdd={() => setAdding(adding === id ? null : id)} />
              {adding === id && <AddObject parent={id} onDone={() => setAdding(null)} />}
            </li>
          );
        })}
      </ul>
    </nav>
  );
}

interface NodeProps {
  readonly id: string; readonly name: string; readonly type: string; readonly depth: number; readonly count: number;
  readonly open: number; readonly waiting: number; readonly major: number; readonly ordinary: number;
  readonly isJudged: boolean; readonly isCurrent: boolean; readonly canAdd: boolean; readonly isAdding: boolean; readonly onAdd: () => void;
}
const SHOWN: readonly (keyof NodeProps)[] = ["id", "name", "type", "depth", "count", "open", "waiting", "major", "ordinary", "isJudged", "isCurrent", "canAdd", "isAdding"];
const Node = memo(TreeNode, (a, b) => SHOWN.every((key) => a[key] === b[key]));

function TreeNode(props: NodeProps): JSX.Element {
  const { id, name, type, count, open, waiting, major, ordinary } = props;
  return (
    <div class={`node d${props.depth}`}>
      <a href={hrefOf("object", id)} aria-current={props.isCurrent ? "page" : undefined}>
        <span class="title">{count > 1 ? fill(GENERAL.count, { name, count }) : name}{id !== ROOT_ID && name !== type && <span class="soft">{type}</span>}</span>
        {major > 0 && <span class="tag major">{fill(SITE.hazards, { count: major })}</span>}
        {ordinary > 0 && <span class="tag ordinary">{fill(SITE.ordinary, { count: ordinary })}</span>}
        {props.isJudged && (open > 0 ? <span class="tag open">{fill(SITE.open, { count: open })}</span> : waiting > 0 ? <span class="tag">{fill(SITE.waiting, { count: waiting })}</span> : <span class="tag clear" aria-label={SITE.done}>✓</span>)}
      </a>
      {props.canAdd && <button type="button" aria-expanded={props.isAdding} aria-label={fill(SITE.addHere, { name })} onClick={props.onAdd}>＋</button>}
    </div>
  );
}
