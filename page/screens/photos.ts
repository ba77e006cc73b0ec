/** Photos: a scaled copy is made and stored, then named by the answer or observation, which is stored already. */
import { attachPhoto, JPEG_QUALITY, type PhotoOf, scaledPhoto, scaledSize } from "../visit/photos.ts";
import type { Session } from "./session.ts";
import { CARD, fill } from "./words.ts";

export async function takePhoto(session: Session, of: PhotoOf, file: File): Promise<void> {
  const visit = session.document?.检查.编号;
  if (!visit) return;
  try {
    const photo = await scaledPhoto(file, scaled);
    const status = await session.store.savePhoto(visit, photo.digest, photo.address);
    if (status.state === "cannot") session.say(fill(CARD.photoFailed, { why: status.text }), true);
    else session.edit(CARD.photo, (document) => attachPhoto(document, photo.digest, of, session.by).document);
  } catch (error) {
    session.say(fill(CARD.photoFailed, { why: error instanceof Error ? error.message : String(error) }), true);
  }
}

/** Draws the picture smaller and gives its JPEG bytes. */
async function scaled(picture: Blob): Promise<Uint8Array> {
  const drawn = await decoded(picture);
  const size = scaledSize(drawn.width, drawn.height);
  const canvas = document.createElement("canvas");
  canvas.width = size.width;
  canvas.height = size.height;
  canvas.getContext("2d")?.drawImage(drawn, 0, 0, size.width, size.height);
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/jpeg", JPEG_QUALITY));
  if (!blob) throw new Error(CARD.photo);
  return new Uint8Array(await new Response(blob).arrayBuffer());
}

async function decoded(picture: Blob): Promise<ImageBitmap | HTMLImageElement> {
  if (typeof createImageBitmap === "function") return createImageBitmap(picture);
  const address = URL.createObjectURL(picture);
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    return image;
  } finally {
    URL.revokeObjectURL(address);
  }
}
