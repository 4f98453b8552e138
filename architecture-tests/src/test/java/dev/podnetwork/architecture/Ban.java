package dev.podnetwork.architecture;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.function.Predicate;

/**
 * A call, constructor call or method reference that the house forbids, and what to use in its place.
 *
 * @param what the banned thing, as a reader would write it
 * @param target whether a called method or constructor is it
 * @param instead the replacement
 */
record Ban(String what, Predicate<CodeUnitAccessTarget> target, String instead) {
    private static final String CONSTRUCTOR = "<init>";

    static Ban method(Class<?> owner, String name, String instead) {
        Predicate<CodeUnitAccessTarget> named = t -> t.getName().equals(name);
        return new Ban(
                owner.getSimpleName() + "." + name, named.and(t -> t.getOwner().isAssignableTo(owner)), instead);
    }

    static Ban construction(Class<?> owner, String instead) {
        return new Ban(
                "new " + owner.getSimpleName(), of(owner).and(t -> t.getName().equals(CONSTRUCTOR)), instead);
    }

    static Ban unseeded(Class<?> owner, String instead) {
        return new Ban(
                "new " + owner.getSimpleName() + "() without a seed",
                of(owner)
                        .and(t -> t.getName().equals(CONSTRUCTOR))
                        .and(t -> t.getRawParameterTypes().isEmpty()),
                instead);
    }

    static Ban anyOf(Class<?> owner, String instead) {
        return new Ban(owner.getSimpleName(), of(owner), instead);
    }

    static Ban asyncWithoutExecutor(Class<?> owner, String instead) {
        return new Ban(
                owner.getSimpleName() + ".*Async without an executor",
                of(owner)
                        .and(t -> t.getName().endsWith("Async"))
                        .and(t -> t.getRawParameterTypes().stream()
                                .noneMatch(p -> p.getSimpleName().equals("Executor"))),
                instead);
    }

    /** {@code of} with two or more elements, or an array of them: none and one have no order to lose. */
    static Ban severalOf(Class<?> owner, String instead) {
        return new Ban(
                owner.getSimpleName() + ".of with several elements",
                of(owner)
                        .and(t -> t.getName().equals("of"))
                        .and(t -> t.getRawParameterTypes().size() > 1
                                || t.getRawParameterTypes().stream().anyMatch(JavaClass::isArray)),
                instead);
    }

    ArchCondition<JavaClass> condition() {
        return new ArchCondition<>("not use " + what) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                for (JavaAccess<?> access : type.getAccessesFromSelf()) {
                    if (access.getTarget() instanceof CodeUnitAccessTarget called && target.test(called)) {
                        String text = what + " is banned here: use " + instead + " (" + access.getDescription() + ")";
                        events.add(SimpleConditionEvent.violated(access, text));
                    }
                }
            }
        };
    }

    private static Predicate<CodeUnitAccessTarget> of(Class<?> owner) {
        return t -> t.getOwner().isEquivalentTo(owner);
    }
}
