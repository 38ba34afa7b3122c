/** How busy this process is: the delay of its event loop, looked at once a second. */
import { monitorEventLoopDelay } from "node:perf_hooks";

export interface Load {
  /** Whether newcomers have to wait: for some seconds on end every turn of the loop has come late. */
  isHeavy(): boolean;
  close(): void;
}

/** A turn that comes so late, in ms, is a pause that people notice. */
const late = 500;
/** So many seconds on end, so that one slow act turns nobody away. */
const onEnd = 3;

/** Watches the event loop until it is closed. */
export function watchLoad(): Load {
  const delay = monitorEventLoopDelay({ resolution: 20 });
  delay.enable();
  let seconds = 0;
  const timer = setInterval(() => {
    seconds = delay.percentile(50) / 1e6 > late ? seconds + 1 : 0;
    delay.reset();
  }, 1000);
  timer.unref();
  return {
    isHeavy: () => seconds >= onEnd,
    close: () => {
      clearInterval(timer);
      delay.disable();
    },
  };
}
