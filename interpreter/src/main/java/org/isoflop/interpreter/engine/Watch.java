package org.isoflop.interpreter.engine;

import java.time.Duration;
import org.isoflop.stdlib.Cancellation;

/** Cancels a computation that takes longer than it may. */
final class Watch implements AutoCloseable {
    private final Thread waiting;

    private Watch(Thread waiting) {
        this.waiting = waiting;
    }

    static Watch over(Cancellation cancellation, Duration most) {
        Thread waiting = new Thread(() -> {
            try {
                Thread.sleep(most);
                cancellation.expire();
            } catch (InterruptedException done) {
                // It was quick enough.
            }
        }, "isoflop-watch");
        waiting.setDaemon(true);
        waiting.start();
        return new Watch(waiting);
    }

    @Override
    public void close() {
        waiting.interrupt();
    }
}
