package org.isoflop.interpreter.node;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.isoflop.interpreter.analysis.Instance;
import org.isoflop.interpreter.value.Value;

/**
 * What was worked out once and is kept.
 *
 * @param values of declarations without parameters: a value, the exception that it ended in, or work that was begun
 * @param calls what items with parameters gave, by their arguments
 */
record Cells(Map<Instance, Object> values, Map<Instance, Map<List<Object>, Value>> calls) {
    Cells() {
        this(new HashMap<>(), new HashMap<>());
    }
}
