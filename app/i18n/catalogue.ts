/** All messages. Each language lists its files by name, so that server, build and browser read the same ones. */
import { en } from "./catalogue/en.ts";
import { es } from "./catalogue/es.ts";
import { fr } from "./catalogue/fr.ts";
import { pt } from "./catalogue/pt.ts";
import type { Language } from "./language.ts";
import type { Messages } from "./speaker.ts";

export const catalogue: Readonly<Record<Language, Messages>> = { es, en, pt, fr };
