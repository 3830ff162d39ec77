package org.isoflop.repl;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.jspecify.annotations.NullMarked;

/** The directions in which the modules and packages may depend on each other. This module sees all others, so they are held here. */
@AnalyzeClasses(packages = "org.isoflop", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
    @ArchTest static final ArchRule grammar_depends_on_nothing_of_ours = noClasses().that().resideInAPackage("org.isoflop.grammar..")
            .should()
            .dependOnClassesThat(oursOutside("org.isoflop.grammar"));

    @ArchTest static final ArchRule stdlib_depends_on_nothing_of_ours = noClasses().that().resideInAPackage("org.isoflop.stdlib..").should()
            .dependOnClassesThat(oursOutside("org.isoflop.stdlib"));

    @ArchTest static final ArchRule interpreter_does_not_know_the_repl = noClasses().that().resideInAPackage("org.isoflop.interpreter..")
            .should()
            .dependOnClassesThat().resideInAPackage("org.isoflop.repl..");

    @ArchTest static final ArchRule antlr_stays_in_the_parser = noClasses().that()
            .resideOutsideOfPackages("org.isoflop.grammar.antlr..", "org.isoflop.grammar.parse..").should()
            .dependOnClassesThat().resideInAnyPackage("org.antlr..", "org.isoflop.grammar.antlr..");

    @ArchTest static final ArchRule truffle_stays_in_language_node_and_value = noClasses().that()
            .resideOutsideOfPackages("org.isoflop.interpreter.language..", "org.isoflop.interpreter.node..",
                    "org.isoflop.interpreter.value..")
            .should().dependOnClassesThat().resideInAPackage("com.oracle.truffle..");

    @ArchTest static final ArchRule databases_are_met_in_one_class = noClasses()
            .that(doNotBelongTo("org.isoflop.interpreter.table.DuckDbReader")).should()
            .dependOnClassesThat().resideInAnyPackage("java.sql..", "javax.sql..", "org.duckdb..");

    @ArchTest static final ArchRule the_vector_api_is_met_where_it_is_known_to_exist = noClasses().that()
            .doNotHaveSimpleName("VectorLoops").and().doNotHaveSimpleName("VectorSums").should()
            .dependOnClassesThat().resideInAPackage("jdk.incubator..");

    @ArchTest static final ArchRule only_the_repl_prints = noClasses().that().resideOutsideOfPackage("org.isoflop.repl..")
            .should(ACCESS_STANDARD_STREAMS);

    @ArchTest static final ArchRule only_the_repl_ends_the_process = noClasses().that().resideOutsideOfPackage("org.isoflop.repl..")
            .should()
            .callMethod(System.class, "exit", int.class).orShould().callMethod(Runtime.class, "exit", int.class).orShould()
            .callMethod(Runtime.class, "halt", int.class);

    @ArchTest static final ArchRule terminals_stay_at_the_prompt = noClasses().that().resideOutsideOfPackage("org.isoflop.repl.prompt..")
            .should()
            .dependOnClassesThat().resideInAPackage("org.jline..");

    @ArchTest static final ArchRule markdown_stays_in_reports = noClasses().that().resideOutsideOfPackage("org.isoflop.repl.report..")
            .should()
            .dependOnClassesThat().resideInAPackage("org.commonmark..");

    @ArchTest static final ArchRule grammar_has_no_cycles = slices().matching("org.isoflop.grammar.(*)..").should().beFreeOfCycles();

    @ArchTest static final ArchRule stdlib_has_no_cycles = slices().matching("org.isoflop.stdlib.(*)..").should().beFreeOfCycles();

    @ArchTest static final ArchRule interpreter_has_no_cycles = slices().matching("org.isoflop.interpreter.(*)..").should()
            .beFreeOfCycles();

    @ArchTest static final ArchRule kinds_of_nodes_have_no_cycles = slices().matching("org.isoflop.interpreter.node.(*)..").should()
            .beFreeOfCycles();

    @ArchTest static final ArchRule nodes_do_not_know_their_kinds = noClasses().that().resideInAPackage("org.isoflop.interpreter.node")
            .should()
            .dependOnClassesThat().resideInAPackage("org.isoflop.interpreter.node.(*)..");

    @ArchTest static final ArchRule repl_has_no_cycles = slices().matching("org.isoflop.repl.(*)..").should().beFreeOfCycles();

    @ArchTest static final ArchRule every_package_is_null_marked = classes().that().resideOutsideOfPackage("org.isoflop.grammar.antlr..")
            .should(liveInANullMarkedPackage());

    private static DescribedPredicate<JavaClass> oursOutside(String module) {
        return JavaClass.Predicates.resideInAPackage("org.isoflop..").and(JavaClass.Predicates.resideOutsideOfPackage(module + ".."));
    }

    private static DescribedPredicate<JavaClass> doNotBelongTo(String name) {
        return DescribedPredicate.describe("do not belong to " + name,
                type -> !type.getName().equals(name) && !type.getName().startsWith(name + "$"));
    }

    private static ArchCondition<JavaClass> liveInANullMarkedPackage() {
        return new ArchCondition<>("live in a package whose package-info is @NullMarked") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
                events.add(new SimpleConditionEvent(type, marked, type.getName() + " is in " + type.getPackageName()));
            }
        };
    }
}
