/** What others exported, read in: opened, merged into the visit stored here, or used to carry answers over. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { VisitDocument } from "../judge/model/visit.ts";
import { type Imported, importBytes, type ImportResult, importText } from "../visit/importing.ts";
import { setHead } from "../visit/starting.ts";
import { goTo, useSession } from "./context.tsx";
import { TextField } from "./controls.tsx";
import { MergePart } from "./merge_visits.tsx";
import { fill, START } from "./words.ts";

export function ImportPart(): JSX.Element {
  const session = useSession();
  const [text, setText] = useState("");
  const [imported, setImported] = useState<Imported | null>(null);
  const [wrong, setWrong] = useState("");
  const take = (result: ImportResult): void => {
    setImported(result.ok ? result.imported : null);
    setWrong(result.ok ? "" : [result.problem.text, ...(result.problem.paths ?? [])].join("　"));
  };
  const readFile = async (file: File): Promise<void> => take(importBytes(new Uint8Array(await new Response(file).arrayBuffer()), session.library));
  return (
    <div class="stack">
      <div class="tools">
        <label class="file">
          {START.importFile}
          <input class="unseen" type="file" accept=".json,.txt,application/json,text/plain" aria-label={START.importFile}
            onChange={(event) => {
              const [file] = event.currentTarget.files ?? [];
              if (file) void readFile(file);
              event.currentTarget.value = "";
            }} />
        </label>
      </div>
      <TextField label={START.importText} many value={text} onValue={setText} />
      <button type="button" disabled={!text.trim()} onClick={() => take(importText(text, session.library))}>{START.importPaste}</button>
      {wrong && <p class="wrong" role="alert">{fill(START.failed, { why: wrong })}</p>}
      {imported && <Taken key={imported.document.检查.编号} imported={imported} onDone={() => setImported(null)} />}
    </div>
  );
}

/** What was read, and what may be done with it. */
function Taken({ imported, onDone }: { imported: Imported; onDone: () => void }): JSX.Element {
  const session = useSession();
  const [merging, setMerging] = useState<VisitDocument | null>(null);
  const { document } = imported;
  const isSame = session.document?.检查.编号 === document.检查.编号;
  const keepPhotos = async (): Promise<void> => {
    for (const [digest, address] of imported.photos) await session.store.savePhoto(document.检查.编号, digest, address);
  };
  const open = async (): Promise<void> => {
    const visit = await session.store.create(document, session.events);
    await keepPhotos();
    session.open(visit);
    onDone();
    goTo("site");
  };
  const carryOver = async (): Promise<void> => {
    (await session.store.create(document, {})).close();
    session.edit(START.carry, (before) => setHead(before, { 上次检查: document.检查.编号 }));
    session.offerFrom(document);
    session.say(START.carriedFrom);
    onDone();
  };
  return (
    <section class="stack" role="status">
      <p class="strong">{fill(START.imported, { name: `${document.企业.名称}　${document.检查.日期.join("、")}　${document.检查.编号}` })}</p>
      {imported.notes.map((note) => <p key={note} class="soft">{note}</p>)}
      {imported.unknown.length > 0 && <p class="wrong">{fill(START.unknown, { count: imported.unknown.length })}</p>}
      {merging && session.document ? (
        <MergePart ours={session.document} theirs={merging} onMerged={(merged) => {
          session.edit(START.mergeHeading, () => merged);
          void keepPhotos();
          onDone();
          goTo("site");
        }} />
      ) : (
        <div class="row">
          {isSame
            ? <button type="button" class="primary grow" onClick={() => setMerging(document)}>{START.mergeDo}</button>
            : <button type="button" class="primary grow" onClick={() => void open()}>{START.openImported}</button>}
          {session.document && !isSame && <button type="button" class="grow" onClick={() => void carryOver()}>{START.carry}</button>}
        </div>
      )}
    </section>
  );
}
