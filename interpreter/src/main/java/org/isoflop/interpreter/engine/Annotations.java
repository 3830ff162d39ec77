package org.isoflop.interpreter.engine;

import java.lang.reflect.Field;
import java.util.List;
import org.isoflop.interpreter.node.Arithmetic;
import org.isoflop.interpreter.node.ItemNode;
import org.isoflop.interpreter.node.StudyRoot;

/**
 * The annotations that Truffle asks classes for while it adopts the first nodes of a process. For each kind of annotation the JDK writes a class
 * when one is first asked for, which takes as long as some studies do. Asking initialises no class.
 */
final class Annotations {
    private static final List<Class<?>> ANNOTATED = List.of(StudyRoot.class, ItemNode.class, Arithmetic.Apply.class);

    private Annotations() {
    }

    /** Asks for them; how many there are. */
    static int ask() {
        int count = 0;
        for (Class<?> annotated : ANNOTATED) {
            for (Class<?> each = annotated; each != null; each = each.getSuperclass()) {
                count += each.getAnnotations().length;
                for (Field field : each.getDeclaredFields()) {
                    count += field.getAnnotations().length;
                }
            }
        }
        return count;
    }
}
