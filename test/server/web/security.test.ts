import { describe, expect, test } from "vitest";
import { isSameOrigin, secretPages, storable, withoutToken } from "#server/web/security.ts";

const ours = "https://elac.example.org";

describe("a request that changes something", () => {
  test.each([
    ["from our own page", { site: "same-origin", origin: ours, cookie: "a" }, true],
    ["from our own page in a browser that tells the origin only", { origin: ours, cookie: "a" }, true],
    ["from another site", { site: "cross-site", origin: "https://evil.example", cookie: "a" }, false],
    ["from a sister host", { site: "same-site", origin: "https://x.example.org", cookie: "a" }, false],
    ["from another origin without Sec-Fetch-Site", { origin: "https://evil.example", cookie: "a" }, false],
    ["from a sandboxed frame", { origin: "null", cookie: "a" }, false],
    ["with http where we are https", { origin: "http://elac.example.org", cookie: "a" }, false],
    ["typed by the person, without an origin", { site: "none", cookie: "a" }, true],
    [
      "that claims to be typed and names an origin",
      { site: "none", origin: "https://evil.example", cookie: "a" },
      false,
    ],
    ["with a cookie and no word of where it comes from", { cookie: "a" }, false],
    ["from a program without a cookie", {}, true],
  ])("%s: %s", (_what, sent, expected) => {
    expect(isSameOrigin(sent, ours)).toBe(expected);
  });
});

describe("an address", () => {
  test("with a NUL is one that nothing has, and no fault of the database", () => {
    const request = { url: "/es/groups/%00?q=%00a", originalUrl: "/es/groups/%00?q=%00a" };
    storable(request, null, () => {});
    expect(request.originalUrl).toBe("/es/groups/%EF%BF%BD?q=%EF%BF%BDa");
    expect(request.url).toBe(request.originalUrl);
  });

  test.each([
    ["/es/invitation/aB3-_x", "/es/invitation/…"],
    ["/reset/aB3-_x.data", "/reset/…"],
    ["/es/groups/reset", "/es/groups/reset"],
  ])("%s is written down as %s", (path, written) => {
    expect(withoutToken(path)).toBe(written);
  });

  test("that opens a door is kept by no cache and told to no other page", () => {
    const told: unknown[] = [];
    const response = { set: (headers: unknown) => told.push(headers) } as unknown as Parameters<
      typeof secretPages
    >[1];
    for (const path of ["/es/reset/abc", "/pt/invitation/abc.data", "/es/groups"])
      secretPages({ path }, response, () => {});
    const secret = { "Cache-Control": "no-store", "Referrer-Policy": "same-origin" };
    expect(told).toEqual([secret, secret]);
  });
});
