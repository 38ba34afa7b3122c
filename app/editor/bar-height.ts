/** How much of the window the tools take that stay above the text: they are one row or two, by language and by width. */
import { useLayoutEffect, useRef, type RefObject } from "react";

/** Says it to the sheets as `--bar`, through the object model, which the page's policy allows. */
export function useBarHeight(): RefObject<HTMLDivElement> {
  const bar = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const { style } = document.documentElement;
    const say = () => style.setProperty("--bar", `${bar.current?.offsetHeight ?? 0}px`);
    const sizes = new ResizeObserver(say);
    if (bar.current !== null) sizes.observe(bar.current);
    say();
    return () => {
      sizes.disconnect();
      style.removeProperty("--bar");
    };
  }, []);
  return bar;
}
