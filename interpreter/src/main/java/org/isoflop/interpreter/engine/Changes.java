package org.isoflop.interpreter.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.isoflop.interpreter.value.AllocationValue;
import org.isoflop.interpreter.value.FitValue;
import org.isoflop.interpreter.value.Quantity;
import org.isoflop.interpreter.value.RecordValue;
import org.isoflop.interpreter.value.Structured;
import org.isoflop.interpreter.value.TableValue;
import org.isoflop.interpreter.value.Text;
import org.isoflop.interpreter.value.Truth;
import org.isoflop.interpreter.value.Value;
import org.jspecify.annotations.Nullable;

/** Says in which numbers two values of one item differ. */
final class Changes {
    private Changes() {
    }

    /** What changed, empty where nothing did that is a number, a text or a truth. */
    static List<Reply.Difference> between(Value before, Value after) {
        Map<String, Value> old = new LinkedHashMap<>();
        Map<String, Value> now = new LinkedHashMap<>();
        numbers("", before, old);
        numbers("", after, now);
        Set<String> members = new LinkedHashSet<>(now.keySet());
        members.addAll(old.keySet());
        List<Reply.Difference> differences = new ArrayList<>();
        for (String member : members) {
            Value was = old.get(member);
            Value is = now.get(member);
            if (!same(was, is)) {
                differences.add(new Reply.Difference(member, was, is));
            }
        }
        return differences;
    }

    private static void numbers(String path, Value value, Map<String, Value> into) {
        switch (value) {
            case Quantity quantity -> into.put(path, value);
            case Text text -> into.put(path, value);
            case Truth truth -> into.put(path, value);
            case FitValue fit -> fit.coefficients().forEach((name, number) -> into.put(path(path, name), number));
            case AllocationValue allocation -> {
                member(path, allocation, "value", into);
                member(path, allocation, "variables", into);
            }
            case RecordValue members -> members.members().forEach((name, member) -> numbers(path(path, name), member, into));
            default -> {
                // Of tables, laws and lists it is said that they changed, not where.
            }
        }
    }

    private static void member(String path, Structured of, String name, Map<String, Value> into) {
        Value member = of.member(name);
        if (member != null) {
            numbers(name.equals("variables") ? path : path(path, name), member, into);
        }
    }

    private static String path(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    /** Whether two values are the same to the last draw. */
    static boolean same(@Nullable Value was, @Nullable Value is) {
        if (was instanceof Quantity first && is instanceof Quantity second) {
            return first.unit().toString().equals(second.unit().toString())
                    && Arrays.equals(first.numbers().points(), second.numbers().points())
                    && Arrays.equals(first.numbers().allDraws(), second.numbers().allDraws());
        }
        if (was instanceof TableValue first && is instanceof TableValue second) {
            return same(first.columns(), second.columns());
        }
        if (was instanceof RecordValue first && is instanceof RecordValue second) {
            return same(first.members(), second.members());
        }
        if (was instanceof FitValue || was instanceof AllocationValue) {
            return is != null && between(was, is).isEmpty();
        }
        return was == is || was != null && is != null && was.text().equals(is.text());
    }

    private static boolean same(Map<String, Value> was, Map<String, Value> is) {
        if (!was.keySet().equals(is.keySet())) {
            return false;
        }
        for (Map.Entry<String, Value> entry : was.entrySet()) {
            if (!same(entry.getValue(), is.get(entry.getKey()))) {
                return false;
            }
        }
        return true;
    }
}
