package org.isoflop.interpreter.engine;

import java.lang.annotation.Annotation;
import java.lang.reflect.Field;
import java.util.List;
import org.isoflop.interpreter.language.IsoflopLanguage;
import org.isoflop.interpreter.node.Arithmetic;
import org.isoflop.interpreter.node.ItemNode;
import org.isoflop.interpreter.node.StudyRoot;

/**
 * The annotations that Truffle asks classes for while it makes the first context of a process and adopts the first nodes. For each
 * kind of annotation the JDK writes a class when one is first asked for, which takes as long as some studies do; whoever waits for the context
 * has some written meanwhile. Asking initialises no class.
 */
final class Annotations {
    private static final List<Class<?>> ANNOTATED = List.of(StudyRoot.class, ItemNode.class, Arithmetic.Apply.class, Boolean.class);
    /** Made of the language's annotations when it is compiled. */
    private static final String PROVIDER = IsoflopLanguage.class.getName() + "Provider";

    private Annotations() {
    }

    /** Asks for those of the language and of nodes; how many there are. */
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
        try {
            Annotation[] registration = Class.forName(PROVIDER, false, IsoflopLanguage.class.getClassLoader()).getAnnotations();
            return count + registration.length;
        } catch (ClassNotFoundException missing) {
            throw new IllegalStateException(missing);
        }
    }
}
