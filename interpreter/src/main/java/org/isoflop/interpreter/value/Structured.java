package org.isoflop.interpreter.value;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.UnknownIdentifierException;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A value with named members in order; those that cost time are worked out when first asked for. */
@ExportLibrary(InteropLibrary.class)
public abstract sealed class Structured extends Value
        permits RecordValue, RangeValue, TableValue, LawValue, FitValue, AllocationValue {
    private final Map<String, Value> known;
    private final Map<String, Supplier<? extends Value>> later;

    Structured(Map<String, Value> members) {
        this(members, Map.of());
    }

    /** @param later members that are worked out when first asked for; they come behind the others, and win over them */
    Structured(Map<String, Value> members, Map<String, Supplier<? extends Value>> later) {
        known = new LinkedHashMap<>(members);
        this.later = new LinkedHashMap<>(later);
    }

    /** All members, also those that had not been asked for. */
    public Map<String, Value> members() {
        for (String name : List.copyOf(later.keySet())) {
            member(name);
        }
        return Collections.unmodifiableMap(known);
    }

    /** The names of all members; none is worked out. */
    public final Set<String> memberNames() {
        Set<String> names = new LinkedHashSet<>(known.keySet());
        names.addAll(later.keySet());
        return names;
    }

    public final @Nullable Value member(String name) {
        Supplier<? extends Value> promised = later.get(name);
        if (promised != null) {
            known.put(name, promised.get());
            later.remove(name);
        }
        return known.get(name);
    }

    /** What is there, for a value that differs from this one in other things. */
    final Map<String, Value> known() {
        return known;
    }

    /** What is promised, worked out only once for both. */
    final Map<String, Supplier<? extends Value>> later() {
        Map<String, Supplier<? extends Value>> shared = new LinkedHashMap<>();
        later.keySet().forEach(name -> shared.put(name, () -> Objects.requireNonNull(member(name))));
        return shared;
    }

    static String text(Map<String, Value> members) {
        StringBuilder text = new StringBuilder("{ ");
        for (Map.Entry<String, Value> member : members.entrySet()) {
            if (text.length() >= ListValue.LONGEST) {
                return text.append(", … }").toString();
            }
            text.append(text.length() == 2 ? "" : ", ").append(member.getKey()).append(": ").append(member.getValue().text());
        }
        return text.append(members.isEmpty() ? "}" : " }").toString();
    }

    @ExportMessage
    final boolean hasMembers() {
        return true;
    }

    @ExportMessage
    @TruffleBoundary
    final Object getMembers(@SuppressWarnings("unused") boolean includeInternal) {
        return new Members(memberNames());
    }

    @ExportMessage
    @TruffleBoundary
    final boolean isMemberReadable(String member) {
        return memberNames().contains(member);
    }

    @ExportMessage
    @TruffleBoundary
    final Object readMember(String member) throws UnknownIdentifierException {
        Value value = member(member);
        if (value == null) {
            throw UnknownIdentifierException.create(member);
        }
        return value;
    }
}
