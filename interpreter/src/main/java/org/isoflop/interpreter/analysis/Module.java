package org.isoflop.interpreter.analysis;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.isoflop.grammar.syntax.Expression;
import org.isoflop.grammar.syntax.Item;
import org.isoflop.grammar.syntax.Name;
import org.isoflop.grammar.syntax.Source;
import org.isoflop.grammar.syntax.Study;
import org.isoflop.interpreter.file.Folder;
import org.isoflop.interpreter.unit.UnitTable;
import org.jspecify.annotations.Nullable;

/** A study file or library module: what it declares and what it imports. */
public final class Module {
    /** What stands for the module of a value that the command line gives. */
    static final String GIVEN = "--set";
    /** Why such a value cannot name anything. */
    static final String GIVEN_ALONE = "the value is written out, as in `30 days`: it knows no names of the study or of the library";

    private final String name;
    private final Study syntax;
    private final @Nullable Folder folder;
    private final boolean study;
    private final Map<String, Declaration> declarations = new LinkedHashMap<>();
    private final Map<String, Named> imports = new LinkedHashMap<>();
    private final Map<String, Supplier<Module>> below = new LinkedHashMap<>();
    private final UnitTable units = new UnitTable();
    private final Set<String> unread = new HashSet<>();
    private final Map<String, Name> aliases = new HashMap<>();

    /** What an imported name stands for. */
    public sealed interface Named {
    }

    /** A module as a name space: {@code hardware.h100_sxm}. */
    public record Space(Module module) implements Named {
    }

    /** A declaration of another module. */
    public record Member(Declaration declaration) implements Named {
    }

    /** @param folder where its paths start, null for library modules */
    Module(String name, Study syntax, @Nullable Folder folder) {
        this(name, syntax, folder, false);
    }

    /** @param study whether this is the file that is run, not one it uses */
    Module(String name, Study syntax, @Nullable Folder folder, boolean study) {
        this.study = study;
        this.name = name;
        this.syntax = syntax;
        this.folder = folder;
    }

    /** Whether this is the study itself, not something it uses. */
    public boolean isStudy() {
        return study;
    }

    /** Whether this is a value from the command line, which can use nothing. */
    boolean isGiven() {
        return name.equals(GIVEN);
    }

    public String name() {
        return name;
    }

    public Study syntax() {
        return syntax;
    }

    public Source source() {
        return syntax.source();
    }

    public @Nullable Folder folder() {
        return folder;
    }

    public UnitTable units() {
        return units;
    }

    /** Names of items that could not be read; nothing further is said about them. */
    Set<String> unread() {
        return unread;
    }

    /** Where each name of an import stands in the text; names that come by {@code .*} are not among them. */
    Map<String, Name> aliases() {
        return aliases;
    }

    public Map<String, Declaration> declarations() {
        return declarations;
    }

    public Map<String, Named> imports() {
        return imports;
    }

    /** The modules below this one, {@code kaplan2020} below {@code laws}, each read when it is first named. */
    Map<String, Supplier<Module>> below() {
        return below;
    }

    /** Whether a name is that of a module below this one. */
    public boolean declaresBelow(String name) {
        return below.containsKey(name);
    }

    /** What a name at top level stands for in this module, its own declarations first. */
    public @Nullable Named find(String text) {
        Declaration own = declarations.get(text);
        Named named = own != null ? new Member(own) : imports.get(text);
        Supplier<Module> unread = named == null ? below.get(text) : null;
        return unread == null ? named : new Space(unread.get());
    }

    /** What a name, or a path through modules, stands for at top level; null for any other expression, and for a name of nothing. */
    public @Nullable Named find(Expression path) {
        return switch (path) {
            case Expression.Reference reference -> find(reference.name().text());
            case Expression.Member member -> find(member.target()) instanceof Space(Module space) ? space.find(member.name().text()) : null;
            default -> null;
        };
    }

    /** The declaration that a name, or a path through modules, stands for; null where it is none. */
    public @Nullable Declaration declaration(Expression path) {
        return find(path) instanceof Member(Declaration declaration) ? declaration : null;
    }

    /** The names that others may use. */
    public List<String> names() {
        List<String> names = new ArrayList<>(declarations.keySet());
        names.addAll(imports.keySet());
        names.addAll(below.keySet());
        return names;
    }

    /** The date in its header: when it was written, or last checked; empty where there is none. */
    public String date() {
        Item.Header header = header();
        return header != null && header.options() != null && header.options().value("date") instanceof Expression.TextLiteral text
                ? text.value()
                : "";
    }

    /** The header {@code study "…" { … }}, if there is one. */
    public Item.@Nullable Header header() {
        for (Item item : syntax.items()) {
            if (item instanceof Item.Header header) {
                return header;
            }
        }
        return null;
    }
}
