package org.isoflop.grammar.diagnostic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import org.junit.jupiter.api.Test;

final class NearestNameTest {
    private static final List<String> KNOWN = List.of("tokens", "params", "train_flop", "show", "sweep", "alpha", "N");

    @Test
    void oneSlip() {
        assertEquals("tokens", NearestName.nearest("tokesn", KNOWN));
        assertEquals("params", NearestName.nearest("param", KNOWN));
        assertEquals("train_flop", NearestName.nearest("trainflop", KNOWN));
        assertEquals("alpha", NearestName.nearest("Alpha", KNOWN));
        assertEquals("show", NearestName.nearest("shwo", KNOWN));
    }

    @Test
    void nothingNear() {
        assertNull(NearestName.nearest("budget", KNOWN));
        assertNull(NearestName.nearest("M", KNOWN));
        assertNull(NearestName.nearest("sh", KNOWN));
        assertNull(NearestName.nearest("shape", List.of("loss")));
    }

    @Test
    void equalDistanceGoesByAlphabet() {
        assertEquals("bar", NearestName.nearest("bat", List.of("bay", "bar", "baz")));
    }
}
