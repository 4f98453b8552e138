package dev.podnetwork.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Collection;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.Timer;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;

/** Calls that make two runs with one seed differ, below one root package. */
final class BanRules {
    private static final String TICKS = "Env.ticks()";
    private static final String NOW = "Env.now(), or the time that the event or the view carries";
    private static final String RANDOM = "the random source of Env";
    private static final String THREAD = "the executor of Env";
    private static final String TIMER = "a timer of Env";
    private static final String ORDERED = "LinkedHashSet, TreeSet or a List: its order is the same in every launch";

    /** Banned in every main class but {@code SystemEnv}, the transports, the journal's thread and the command's main class. */
    static final List<Ban> EVERYWHERE = List.of(
            Ban.method(System.class, "nanoTime", TICKS),
            Ban.method(System.class, "currentTimeMillis", NOW),
            Ban.method(Instant.class, "now", NOW),
            Ban.method(LocalDate.class, "now", NOW),
            Ban.method(LocalDateTime.class, "now", NOW),
            Ban.method(OffsetDateTime.class, "now", NOW),
            Ban.method(ZonedDateTime.class, "now", NOW),
            Ban.unseeded(Date.class, NOW),
            Ban.method(Clock.class, "systemUTC", NOW),
            Ban.method(Clock.class, "systemDefaultZone", NOW),
            Ban.method(Clock.class, "system", NOW),
            Ban.unseeded(Random.class, RANDOM),
            Ban.unseeded(SplittableRandom.class, RANDOM),
            Ban.construction(SecureRandom.class, RANDOM),
            Ban.anyOf(ThreadLocalRandom.class, RANDOM),
            Ban.method(Math.class, "random", RANDOM),
            Ban.method(UUID.class, "randomUUID", "an id derived from the record (client token), or " + RANDOM),
            Ban.method(Thread.class, "sleep", TIMER),
            Ban.construction(Thread.class, THREAD),
            Ban.construction(Timer.class, TIMER),
            Ban.anyOf(Executors.class, THREAD),
            Ban.method(ForkJoinPool.class, "commonPool", THREAD),
            Ban.construction(ForkJoinPool.class, THREAD),
            Ban.method(Collection.class, "parallelStream", "stream(): the core is given its threads"),
            Ban.asyncWithoutExecutor(CompletableFuture.class, "the overload that takes the executor of Env"),
            Ban.asyncWithoutExecutor(CompletionStage.class, "the overload that takes the executor of Env"),
            Ban.method(CompletableFuture.class, "orTimeout", TIMER),
            Ban.method(CompletableFuture.class, "completeOnTimeout", TIMER),
            Ban.method(CompletableFuture.class, "delayedExecutor", TIMER));

    /** Banned in the core besides. */
    static final List<Ban> IN_CORE = List.of(
            Ban.construction(Random.class, RANDOM),
            Ban.construction(SplittableRandom.class, RANDOM),
            Ban.construction(HashSet.class, ORDERED),
            Ban.severalOf(Set.class, ORDERED),
            Ban.method(Set.class, "copyOf", ORDERED),
            Ban.method(Collectors.class, "toSet", ORDERED),
            Ban.method(Collectors.class, "toUnmodifiableSet", ORDERED));

    private final String root;

    BanRules(String root) {
        this.root = root;
    }

    ArchRule everywhere(Ban ban) {
        return classes()
                .that(DescribedPredicate.describe("are neither SystemEnv nor transports", this::isBound))
                .should(ban.condition());
    }

    ArchRule inCore(Ban ban) {
        return classes()
                .that()
                .resideInAPackage(root + ".core..")
                .and(DescribedPredicate.describe("are not SystemEnv", this::isBound))
                .should(ban.condition())
                .allowEmptyShould(true);
    }

    ArchRule noStaticMutableState() {
        return classes().should(new ArchCondition<>("have no static mutable state") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                for (JavaField field : type.getFields()) {
                    if (field.getModifiers().contains(JavaModifier.STATIC) && isMutable(field)) {
                        String text =
                                field.getFullName() + " is static mutable state: make it a field of an object that"
                                        + " the builder creates, so that two allocators in one process share nothing";
                        events.add(SimpleConditionEvent.violated(field, text));
                    }
                }
            }
        });
    }

    private static boolean isMutable(JavaField field) {
        JavaClass type = field.getRawType();
        return !field.getModifiers().contains(JavaModifier.FINAL)
                || type.getPackageName().equals("java.util.concurrent.atomic")
                || type.isAssignableTo(ConcurrentMap.class)
                || type.isAssignableTo(ThreadLocal.class);
    }

    private boolean isBound(JavaClass type) {
        String name = type.getName();
        String outer = name.contains("$") ? name.substring(0, name.indexOf('$')) : name;
        return !outer.equals(root + ".core.runtime.SystemEnv")
                && !outer.equals(root + ".podnet.Podnet")
                && !outer.equals(root + ".journal.WriterThread")
                && !type.getPackageName().startsWith(root + ".fake.wire")
                && !type.getPackageName().startsWith(root + ".aliyun");
    }
}
