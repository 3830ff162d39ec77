package org.isoflop.interpreter.node.allocate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.isoflop.grammar.diagnostic.Phrases;
import org.isoflop.interpreter.unit.Unit;
import org.isoflop.interpreter.value.Display;
import org.isoflop.interpreter.value.Symbolic;
import org.isoflop.interpreter.value.Value;
import org.isoflop.stdlib.allocate.AllocationProblem;
import org.isoflop.stdlib.allocate.Allocator;
import org.isoflop.stdlib.allocate.Conflict;
import org.isoflop.stdlib.allocate.Options;
import org.isoflop.stdlib.allocate.Reach;
import org.isoflop.stdlib.allocate.Statistic;
import org.isoflop.stdlib.allocate.Undefined;
import org.jspecify.annotations.Nullable;

/** Why one row has no allocation, in words: which conditions are in each other's way, and how near each comes to being fulfilled. */
final class Infeasibility {
    private static final Display NUMBERS = new Display(0.95, 5);

    private final AllocateNode.Traced traced;
    private final AllocationProblem problem;
    private final Options options;
    private boolean looked;
    private @Nullable Conflict conflict;
    private @Nullable Undefined undefined;

    /** @param problem of a single row */
    Infeasibility(AllocateNode.Traced traced, AllocationProblem problem, Options options) {
        this.traced = traced;
        this.problem = problem;
        this.options = options;
    }

    /** What was chosen from lists. */
    Map<String, Value> chosen() {
        return traced.chosen();
    }

    /** What is in the way, as names; the same for the same obstacle. */
    String obstacle() {
        if (undefined().isAny()) {
            return String.join(" and ", undefinedNames());
        }
        Conflict found = conflict();
        return found == null ? "all conditions" : String.join(" with ", parts(found));
    }

    boolean isExplained() {
        return undefined().isAny() || conflict() != null;
    }

    private Undefined undefined() {
        Undefined known = undefined;
        if (known == null) {
            known = Allocator.undefined(problem, options);
            undefined = known;
        }
        return known;
    }

    private List<String> undefinedNames() {
        List<String> names = new ArrayList<>();
        if (undefined().objective()) {
            names.add("the objective");
        }
        undefined().conditions().forEach(condition -> names.add("`" + traced.conditions().get(condition).name() + "`"));
        return names;
    }

    private @Nullable Conflict conflict() {
        if (!looked) {
            looked = true;
            conflict = Allocator.solve(problem, 1, options).conflict();
        }
        return conflict;
    }

    /** A sentence or several; none where nothing was found out. */
    List<String> notes() {
        if (undefined().isAny()) {
            List<String> notes = new ArrayList<>();
            for (String name : undefinedNames()) {
                notes.add(name + " is no number at any of " + undefined().places() + " places tried, whatever " + variables() + " may be");
            }
            return notes;
        }
        Conflict conflict = conflict();
        if (conflict == null) {
            return List.of();
        }
        List<String> parts = parts(conflict);
        // shares are searched as what they say of one draw, whose reach is not that of the share
        boolean ofShares = traced.trace().asked().stream().anyMatch(asked -> asked.kind() == Statistic.Kind.SHARE);
        List<Reach> reaches = ofShares ? List.of() : Allocator.reach(problem, conflict, options);
        List<String> notes = new ArrayList<>();
        boolean single = parts.size() == 1 && conflict.conditions().size() == 1;
        if (single && !reaches.isEmpty()) {
            notes.add(outOfReach(parts.getFirst(), reaches.getFirst()));
            return notes;
        }
        notes.add(parts.size() == 1 ? parts.getFirst() + " cannot hold" : "these cannot hold together: " + String.join(", ", parts));
        for (Reach reach : reaches) {
            // of a bare variable the other limits say it all
            if (!isVariable(reach)) {
                notes.add("with the " + (parts.size() > 2 ? "others" : "other") + " " + side(reach) + " of `" + name(reach) + "` "
                        + (reach.isAttained()
                                ? reach.above() ? "is at least " : "is at most "
                                : reach.above() ? "stays above " : "stays below ")
                        + number(reach));
            }
        }
        return notes;
    }

    /** A condition that nothing else is needed to break: a target below what is irreducible. */
    private String outOfReach(String part, Reach reach) {
        String all = variables();
        String bound = reach.isAttained()
                ? side(reach) + " is " + (reach.above() ? "at least " : "at most ") + number(reach)
                : side(reach) + " stays " + (reach.above() ? "above " : "below ") + number(reach);
        return part + " is out of reach: whatever " + all + " may be, " + bound;
    }

    private String variables() {
        List<String> names = new ArrayList<>();
        for (Symbolic input : traced.inputs()) {
            String name = traced.trace().name(input.node());
            if (!name.isEmpty()) {
                names.add(name);
            }
        }
        return Phrases.names(names);
    }

    private List<String> parts(Conflict conflict) {
        List<String> parts = new ArrayList<>();
        for (int condition : conflict.conditions()) {
            String text = "`" + traced.conditions().get(condition).name() + "`";
            if (!parts.contains(text)) {
                parts.add(text);
            }
        }
        conflict.lowerEnds().forEach(variable -> parts.add("the lower end of `" + traced.trace().name(variable) + "`"));
        conflict.upperEnds().forEach(variable -> parts.add("the upper end of `" + traced.trace().name(variable) + "`"));
        return parts;
    }

    private boolean isVariable(Reach reach) {
        int node = reach.left() ? condition(reach).condition().left() : condition(reach).condition().right();
        return traced.inputs().stream().anyMatch(input -> input.node() == node);
    }

    private AllocateNode.Named condition(Reach reach) {
        return traced.conditions().get(reach.condition());
    }

    private String name(Reach reach) {
        return condition(reach).name();
    }

    private static String side(Reach reach) {
        return reach.left() ? "the left side" : "the right side";
    }

    private String number(Reach reach) {
        Unit unit = condition(reach).condition().unit();
        return NUMBERS.quantity(unit, reach.nearest());
    }
}
