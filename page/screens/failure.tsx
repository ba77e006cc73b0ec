/** What is shown when a screen fails: the answers are there still and can be exported at once. */
import { Component, type ComponentChildren, type JSX } from "preact";
import { exportNow } from "./export.tsx";
import type { Session } from "./session.ts";
import { APP, fill } from "./words.ts";

interface Props { readonly session: Session; readonly children: ComponentChildren; readonly place: string }
interface State { readonly error: unknown; readonly place: string }

export class Failure extends Component<Props, State> {
  override state: State = { error: null, place: "" };

  static override getDerivedStateFromError(error: unknown): Partial<State> {
    return { error };
  }
  override componentDidCatch(error: unknown): void {
    this.setState({ error, place: this.props.place });
    console.error(error);
  }

  override render(): ComponentChildren {
    const { error, place } = this.state;
    if (error === null || (place !== "" && place !== this.props.place)) return this.props.children;
    return <Failed session={this.props.session} error={error} onTryAgain={() => this.setState({ error: null, place: "" })} />;
  }
}

export function Failed({ session, error, onTryAgain }: { session: Session | null; error: unknown; onTryAgain?: () => void }): JSX.Element {
  const text = error instanceof Error ? `${error.message}` : String(error);
  return (
    <div class="narrow stack panel" role="alert">
      <h1>{APP.failedTitle}</h1>
      <p>{APP.failed}</p>
      <div class="row">
        {session && <button type="button" class="primary grow" onClick={() => void exportNow(session)}>{APP.exportNow}</button>}
        {onTryAgain && <button type="button" class="grow" onClick={onTryAgain}>{APP.tryAgain}</button>}
      </div>
      <p class="soft small">{fill(APP.failedDetail, { error: text })}</p>
    </div>
  );
}
