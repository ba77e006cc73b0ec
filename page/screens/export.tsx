/** The answers handed on: as a file, through the share sheet, or as numbered texts for a chat. */
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { chatBlocks } from "../visit/blocks.ts";
import { exported, exportFileName, exportText } from "../visit/exporting.ts";
import { useVisit } from "./context.tsx";
import { Check } from "./controls.tsx";
import { canShare, copyText, download, shareFile } from "./handing_on.ts";
import type { Session } from "./session.ts";
import { fill, GENERAL, PAPERS } from "./words.ts";

/** How many characters a chat takes in one message. */
const BLOCK = 1800;

export interface Choice { readonly names: boolean; readonly photos: boolean; readonly enterprise: boolean }
export const WHOLE: Choice = { names: true, photos: true, enterprise: true };

/** The visit as a file's name and text. */
export async function exportOf(session: Session, choice: Choice): Promise<{ name: string; text: string } | null> {
  const { document, library, store } = session;
  if (!document) return null;
  const photos = choice.photos ? await store.photos(document.检查.编号).catch(() => new Map<string, string>()) : new Map<string, string>();
  const handed = exported(document, choice, library.types, photos);
  return { name: exportFileName(handed), text: exportText(handed) };
}

/** Stores the whole visit as a file at once. */
export async function exportNow(session: Session, choice: Choice = WHOLE): Promise<void> {
  const made = await exportOf(session, choice);
  if (!made) return;
  download(made.name, made.text, "application/json");
  session.say(fill(PAPERS.exported, { name: made.name }));
}

export function ExportPart(): JSX.Element {
  const { session, document } = useVisit();
  const [choice, setChoice] = useState<Choice>({ names: true, photos: true, enterprise: true });
  const [blocks, setBlocks] = useState<readonly string[]>([]);
  const hasPhotos = (document.照片 ?? []).length > 0;
  useEffect(() => setBlocks([]), [document, choice]);
  const share = async (): Promise<void> => {
    const made = await exportOf(session, choice);
    if (made && (await shareFile(made.name, made.text))) session.say(PAPERS.shared);
  };
  const toBlocks = async (): Promise<void> => {
    const made = await exportOf(session, { ...choice, photos: false });
    if (made) setBlocks(chatBlocks(made.text, BLOCK));
  };
  const copy = async (block: string): Promise<void> => session.say((await copyText(block)) ? GENERAL.copied : PAPERS.copyByHand);
  return (
    <section class="stack" aria-label={PAPERS.export}>
      <p class="soft">{PAPERS.exportNote}</p>
      <Check label={PAPERS.withNames} checked={choice.names} onChecked={(names) => setChoice({ ...choice, names })} />
      <Check label={PAPERS.withEnterprise} checked={choice.enterprise} onChecked={(enterprise) => setChoice({ ...choice, enterprise })} />
      {hasPhotos && <Check label={PAPERS.withPhotos} checked={choice.photos} onChecked={(photos) => setChoice({ ...choice, photos })} />}
      <div class="row">
        <button type="button" class="primary grow" onClick={() => void exportNow(session, choice)}>{PAPERS.file}</button>
        {canShare("判定.json") && <button type="button" class="grow" onClick={() => void share()}>{PAPERS.share}</button>}
        <button type="button" class="grow" onClick={() => void toBlocks()}>{PAPERS.chat}</button>
      </div>
      {blocks.length > 0 && <p class="soft" role="status">{PAPERS.chatNote}</p>}
      {blocks.map((block, n) => (
        <div key={n} class="stack">
          <div class="between">
            <span class="strong">{fill(PAPERS.chatBlock, { number: n + 1, total: blocks.length })}</span>
            <button type="button" onClick={() => void copy(block)}>{fill(PAPERS.copyBlock, { number: n + 1 })}</button>
          </div>
          <textarea readOnly value={block} aria-label={fill(PAPERS.chatBlock, { number: n + 1, total: blocks.length })} />
        </div>
      ))}
    </section>
  );
}
