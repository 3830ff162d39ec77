package org.isoflop.interpreter.analysis;

import java.util.LinkedHashSet;
import java.util.Set;
import org.isoflop.grammar.syntax.Item;

/** An item without a name, checked: {@code show plot export expect}. */
public final class Statement {
    private final Module module;
    private final Item item;
    private final Typing typing = new Typing();
    private final Set<Instance> uses = new LinkedHashSet<>();
    private final Scope.Frame frame = new Scope.Frame();

    Statement(Module module, Item item) {
        this.module = module;
        this.item = item;
    }

    public Module module() {
        return module;
    }

    public Item item() {
        return item;
    }

    public Typing typing() {
        return typing;
    }

    public Set<Instance> uses() {
        return uses;
    }

    Scope.Frame frame() {
        return frame;
    }

    public int slots() {
        return frame.size();
    }
}
