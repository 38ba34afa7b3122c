/** An act as pages for those who may read its letter name it: its reference, and the letter where there is one. */
import { useT } from "./speech.tsx";

export function ActReference(props: { readonly reference: string; readonly letterId: string | null }) {
  const t = useT();
  const { reference, letterId } = props;
  return (
    <>
      {reference}
      {letterId !== null && (
        <>
          {" "}
          <a href={`/files/${letterId}/letter`}>
            {t("people:letter.open")}
            <span className="sr"> {reference}</span>
          </a>
        </>
      )}
    </>
  );
}
