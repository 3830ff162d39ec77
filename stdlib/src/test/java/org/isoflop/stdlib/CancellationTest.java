package org.isoflop.stdlib;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

final class CancellationTest {
    @Test
    void aPartIsStoppedForTheReasonOfTheWhole() {
        Cancellation whole = new Cancellation();
        Cancellation part = whole.telling(Progress.NONE);
        whole.expire("time");
        assertThrows(CancellationException.class, part::poll);
        assertTrue(part.isExpired());
        part.resume();
        assertDoesNotThrow(whole::poll);
        assertFalse(whole.isExpired());
        part.cancel();
        assertTrue(whole.isCancelled());
        assertFalse(whole.isExpired());
    }
}
