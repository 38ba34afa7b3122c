import { useEffect, useRef, useState } from "react";

/** The value, renewed at most once in so many milliseconds: for what is dear to draw and need not keep up with each key. */
export function useLagging<Value>(value: Value, every: number): Value {
  const [shown, show] = useState(value);
  const latest = useRef(value);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => {
    latest.current = value;
    if (Object.is(value, shown) || timer.current !== undefined) return;
    timer.current = setTimeout(() => {
      timer.current = undefined;
      show(latest.current);
    }, every);
  }, [value, shown, every]);
  useEffect(() => () => clearTimeout(timer.current), []);
  return shown;
}
