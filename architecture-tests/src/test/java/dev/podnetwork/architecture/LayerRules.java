package dev.podnetwork.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.time.Clock;
import java.util.List;
import java.util.Random;
import java.util.Timer;

/** Who may depend on whom, below one root package. */
final class LayerRules {
    /** The packages of the core that decide and never act. */
    static final List<String> PURE = List.of(
            "allocation",
            "eip",
            "match",
            "admission",
            "vswitch",
            "capacity",
            "preflight",
            "config",
            "retry",
            "plan",
            "reclaim",
            "serving",
            "explain");

    private static final String JSPECIFY = "org.jspecify..";

    private final String root;

    LayerRules(String root) {
        this.root = root;
    }

    ArchRule purePackagesArePure() {
        return classes()
                .that(resideInAnyPackage(pure()))
                .should()
                .onlyDependOnClassesThat(valuesOfTheJdk()
                        .or(resideInAPackage(JSPECIFY))
                        .or(resideInAPackage(root + ".api.."))
                        .or(resideInAnyPackage(pure())))
                .because("a pure package decides from values only: a port, a lock, a file or another thread belongs to"
                        + " core.runtime, core.cloud or core.node, which pass what they read as a value")
                .allowEmptyShould(true);
    }

    ArchRule apiDependsOnNothing() {
        return classes()
                .that()
                .resideInAPackage(root + ".api..")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage("java..", JSPECIFY, root + ".api.."))
                .because("api holds contracts and values: the ports (spi) name them, never the other way round");
    }

    ArchRule portsDependOnApiOnly() {
        return classes()
                .that()
                .resideInAPackage(root + ".spi..")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage("java..", JSPECIFY, root + ".api..", root + ".spi.."))
                .because("a port is implemented by others, who must not need our core for it")
                .allowEmptyShould(true);
    }

    ArchRule fakeDependsOnContractsOnly() {
        return noClasses()
                .that()
                .resideInAPackage(root + ".fake..")
                .should()
                .dependOnClassesThat(resideInAPackage(root + "..")
                        .and(not(resideInAnyPackage(root + ".api..", root + ".spi..", root + ".fake.."))))
                .because("the fake is shipped to users as their test kit: the system under test comes as a factory")
                .allowEmptyShould(true);
    }

    ArchRule aliyunDependsOnContractsOnly() {
        return noClasses()
                .that()
                .resideInAPackage(root + ".aliyun..")
                .should()
                .dependOnClassesThat(resideInAPackage(root + "..")
                        .and(not(resideInAnyPackage(root + ".api..", root + ".spi..", root + ".aliyun.."))))
                .because("a backend knows the contracts and its cloud's SDK, never the core")
                .allowEmptyShould(true);
    }

    ArchRule journalDependsOnContractsOnly() {
        return noClasses()
                .that()
                .resideInAPackage(root + ".journal..")
                .should()
                .dependOnClassesThat(resideInAPackage(root + "..")
                        .and(not(resideInAnyPackage(root + ".api..", root + ".spi..", root + ".journal.."))))
                .because("a node daemon of any make can keep its leases with it")
                .allowEmptyShould(true);
    }

    ArchRule kubernetesKnowsNoBackend() {
        return noClasses()
                .that()
                .resideInAPackage(root + ".k8s..")
                .should()
                .dependOnClassesThat(resideInAnyPackage(root + ".fake..", root + ".aliyun..", root + ".podnet.."))
                .because("backends are found by ServiceLoader")
                .allowEmptyShould(true);
    }

    /** The package {@code api} counts as two: the ids that every package below names, and the door that names those. */
    ArchRule noPackageCycles() {
        return slices().assignedFrom(new SliceAssignment() {
                    @Override
                    public SliceIdentifier getIdentifierOf(JavaClass type) {
                        String name = type.getPackageName();
                        if (!name.startsWith(root + ".")) {
                            return SliceIdentifier.ignore();
                        }
                        boolean door = name.equals(root + ".api")
                                && type.getSimpleName().contains("Allocator");
                        return SliceIdentifier.of(name.substring(root.length() + 1), door ? "door" : "");
                    }

                    @Override
                    public String getDescription() {
                        return "packages, api in two parts: ids and door";
                    }
                })
                .namingSlices("$1 $2")
                .should()
                .beFreeOfCycles();
    }

    private String[] pure() {
        return PURE.stream().map(name -> root + ".core." + name + "..").toArray(String[]::new);
    }

    private static DescribedPredicate<JavaClass> valuesOfTheJdk() {
        DescribedPredicate<JavaClass> acting = equivalentTo(Thread.class)
                .or(equivalentTo(ThreadLocal.class))
                .or(equivalentTo(Runtime.class))
                .or(equivalentTo(Process.class))
                .or(equivalentTo(ProcessBuilder.class))
                .or(equivalentTo(Clock.class))
                .or(equivalentTo(Random.class))
                .or(equivalentTo(Timer.class));
        return resideInAnyPackage(
                        "java.lang",
                        "java.lang.annotation",
                        "java.lang.runtime",
                        "java.util",
                        "java.util.function",
                        "java.util.regex",
                        "java.util.stream",
                        "java.time..")
                .and(not(acting))
                .or(DescribedPredicate.describe("primitives and arrays of them", LayerRules::isPrimitive))
                .as("values of java.lang, java.util (not concurrent) and java.time");
    }

    private static boolean isPrimitive(JavaClass type) {
        return type.getBaseComponentType().isPrimitive();
    }
}
