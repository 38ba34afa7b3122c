/** The documents of the main group: small, real files, filed as a form would send them. */
import type { Language } from "#app/domain/release.ts";
import { mainGroup } from "./bodies.ts";
import type { Stage } from "./stage.ts";

interface Document {
  readonly by: string;
  readonly at: readonly [day: number, hour: number, minute: number];
  readonly title: string;
  readonly language: Language;
  readonly name: string;
  readonly content: Uint8Array<ArrayBuffer>;
}

export async function fileDocuments({ services, on, who }: Stage): Promise<void> {
  for (const { by, at, title, language, name, content } of documents()) {
    on(...at);
    const form = new FormData();
    form.set("title", title);
    form.set("language", language);
    form.set("file", new File([content], name));
    const request = new Request("http://demo.example/", { method: "POST", body: form });
    await services.files.receive(await who(by), mainGroup, request, {}, () => ({ title, language }));
  }
}

const utf8 = (words: string) => new TextEncoder().encode(words);

function documents(): readonly Document[] {
  return [
    {
      by: "chair",
      at: [-53, 17, 20],
      title: "Acta de la primera reunión",
      language: "es",
      name: "acta-primera-reunion.pdf",
      content: pdf("Acta de la primera reunión", minutes),
    },
    {
      by: "coordinator",
      at: [-38, 14, 50],
      title: "Cuestionario sobre precios de los enlaces internacionales",
      language: "es",
      name: "cuestionario-precios.md",
      content: utf8(questionnaire),
    },
    {
      by: "coordinator",
      at: [-15, 18, 30],
      title: "Puntos de acceso por celda de 250 metros, muestra",
      language: "es",
      name: "puntos-de-acceso-muestra.csv",
      content: utf8(cells()),
    },
    {
      by: "cr",
      at: [-7, 19, 5],
      title: "Practical notes for the meeting in San José",
      language: "en",
      name: "san-jose-practical-notes.txt",
      content: utf8(notes),
    },
  ];
}

const minutes = [
  "Grupo de trabajo sobre acceso e infraestructura",
  "",
  "Asisten: Argentina, Brasil, Chile, Colombia, Costa Rica, Cuba, Ecuador,",
  "Jamaica, México, Perú, República Dominicana y Uruguay.",
  "",
  "1. Los países eligen al Perú para la presidencia, y a Costa Rica y Jamaica",
  "   para las vicepresidencias.",
  "2. El Perú nombra a un coordinador y ofrece un primer borrador del plan.",
  "3. Chile propone invitar a un laboratorio que mide redes. Se acepta.",
  "4. La próxima reunión será por video, dentro de dos meses.",
  "",
  "Documento de demostración: personas y hechos inventados.",
];

const questionnaire = `# Precios de los enlaces internacionales

Se responde una vez por país. Los precios van en dólares por mes y por megabit, sin impuestos.

1. ¿Cuántos enlaces internacionales tiene el país y dónde llegan?
2. ¿Qué paga un operador pequeño por 100 Mbit/s hasta el punto de intercambio más cercano?
3. ¿Cuánto tarda en repararse un corte? Dé el último caso.
4. ¿Qué parte del tráfico entre vecinos sale de la región y vuelve?

Se recibe hasta el último día hábil del mes.
`;

const notes = `Meeting on shared ducts and poles, San José
===========================================

Arrival      The day before, by 18:00; a bus leaves the airport every hour.
Languages    Spanish and English, with interpretation on both days.
Papers       Two printed copies of your contract, and one file.
Islands      One journey per country is paid; ask your focal point.

This is a document of the demonstration.
`;

/** Forty cells with made-up figures, the same each time. */
function cells(): string {
  const lines = ["celda;municipio;distancia_m;velocidad_mbit;operadores"];
  for (let cell = 1; cell <= 40; cell += 1) {
    const distance = 180 + ((cell * 373) % 4200);
    const speed = [2, 4, 6, 10, 20][(cell * 7) % 5];
    lines.push(
      `C${String(cell).padStart(4, "0")};M${1 + (cell % 6)};${distance};${speed};${1 + ((cell * 5) % 3)}`,
    );
  }
  return `${lines.join("\n")}\n`;
}

/** One page of A4 in Helvetica. Latin letters only, which is what the font's own encoding has. */
function pdf(title: string, lines: readonly string[]): Uint8Array<ArrayBuffer> {
  const shown = (words: string) => `(${words.replace(/[\\()]/g, "\\$&")})`;
  const page = [
    "BT /F1 18 Tf 64 768 Td",
    `${shown(title)} Tj`,
    "/F1 11 Tf 0 -32 Td 17 TL",
    ...lines.map((words) => `${shown(words)} Tj T*`),
    "ET",
  ].join("\n");
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R /Lang (es) >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 4 0 R >> >> /Contents 5 0 R >>",
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    `<< /Length ${page.length} >>\nstream\n${page}\nendstream`,
  ];
  let body = "%PDF-1.4\n";
  const starts = objects.map((object, index) => {
    const start = body.length;
    body += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return start;
  });
  const table = starts.map((start) => `${String(start).padStart(10, "0")} 00000 n \n`).join("");
  const size = objects.length + 1;
  body += `xref\n0 ${size}\n0000000000 65535 f \n${table}trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${body.length}\n%%EOF\n`;
  return new Uint8Array(Buffer.from(body, "latin1"));
}
