package dev.podnetwork.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The rules about source files hold in the repository, and each fails on a text that breaks it. */
class SourceRulesTest {
    @Nested
    class InTheRepository {
        private final Sources sources = Sources.ofRepository();

        @Test
        void sourcesAreFound() {
            assertThat(sources.main().keySet()).anyMatch(path -> path.endsWith("api/PodRef.java"));
            assertThat(sources.test().keySet()).anyMatch(path -> path.endsWith("SourceRulesTest.java"));
        }

        @Test
        void noMainFileIsTooLong() {
            assertThat(SourceRules.tooLong(sources.main())).isEmpty();
        }

        @Test
        void everyTestRuns() {
            assertThat(SourceRules.neverRun(sources.test())).isEmpty();
        }

        @Test
        void nothingIsUnfinished() {
            assertThat(SourceRules.unfinished(sources.main())).isEmpty();
        }

        @Test
        void everyPackageIsNullMarked() {
            assertThat(SourceRules.packagesWithoutNullMarked(sources.main())).isEmpty();
        }

        @Test
        void modulesExportWhatUsersNeed() {
            assertThat(SourceRules.wrongExports(sources.main())).isEmpty();
        }

        @Test
        void everythingPublicIsDocumented() {
            Map<Path, String> shipped = new TreeMap<>(sources.main());
            shipped.keySet().removeIf(path -> path.startsWith("benchmarks") || path.startsWith("examples"));
            assertThat(DocumentationRule.undocumented(shipped)).isEmpty();
        }
    }

    @Nested
    class OnBadTexts {
        @Test
        void length() {
            String most = "\n".repeat(SourceRules.MOST_LINES);
            assertThat(SourceRules.tooLong(file("A.java", most))).isEmpty();
            assertThat(SourceRules.tooLong(file("A.java", most + "\n")))
                    .singleElement()
                    .asString()
                    .contains("351 lines");
        }

        @Test
        void testNames() {
            String test = "class A {\n    @Test\n    void x() {}\n}";
            assertThat(SourceRules.neverRun(file("ATest.java", test))).isEmpty();
            assertThat(SourceRules.neverRun(file("AContract.java", "abstract " + test)))
                    .isEmpty();
            assertThat(SourceRules.neverRun(file("AChecks.java", test))).hasSize(1);
            assertThat(SourceRules.neverRun(file("AChecks.java", test.replace("@Test", "@Property(tries = 3)"))))
                    .hasSize(1);
        }

        @Test
        void leftovers() {
            assertThat(SourceRules.unfinished(file("A.java", "// TO" + "DO later")))
                    .hasSize(1);
            assertThat(SourceRules.unfinished(file("A.java", "// done"))).isEmpty();
        }

        @Test
        void nullness() {
            assertThat(SourceRules.packagesWithoutNullMarked(file("p/A.java", "")))
                    .hasSize(1);
            Map<Path, String> marked = file("p/A.java", "");
            marked.putAll(file("p/package-info.java", "@NullMarked\npackage p;"));
            assertThat(SourceRules.packagesWithoutNullMarked(marked)).isEmpty();
            marked.putAll(file("p/package-info.java", "package p;"));
            assertThat(SourceRules.packagesWithoutNullMarked(marked)).hasSize(1);
        }

        @Test
        void exports() {
            Map<Path, String> module = file("dev/podnetwork/core/match/A.java", "");
            module.putAll(file("dev/podnetwork/core/runtime/B.java", ""));
            module.putAll(file("module-info.java", "module m { exports dev.podnetwork.core.match; }"));
            assertThat(SourceRules.wrongExports(module)).isEmpty();
            module.putAll(file("module-info.java", "module m {}"));
            assertThat(SourceRules.wrongExports(module))
                    .singleElement()
                    .asString()
                    .contains("lacks \"exports dev.podnetwork.core.match;\"");
            module.putAll(file(
                    "module-info.java",
                    "module m { exports dev.podnetwork.core.match; exports dev.podnetwork.core.runtime; }"));
            assertThat(SourceRules.wrongExports(module))
                    .singleElement()
                    .asString()
                    .contains("own use");
        }

        @Test
        void documentation() {
            assertThat(undocumented("public class A {}")).contains("type A has no Javadoc");
            assertThat(undocumented("/** A. */ public class A { public void b() {} }"))
                    .contains("method b has no Javadoc");
            assertThat(undocumented("/** A. */ public interface A { void b(); }"))
                    .contains("method b has no Javadoc");
            assertThat(undocumented("/** A. @param b x */ public record A(int b, int c) {}"))
                    .contains("A.java:1: record A has no @param c")
                    .doesNotContain("@param b");
            assertThat(undocumented("class A { public void b() {} }")).isEmpty();
            assertThat(undocumented("/** A. */ public class A { @Override public String toString() { return \"\"; } }"))
                    .isEmpty();
        }

        private static String undocumented(String text) {
            return String.join("\n", DocumentationRule.undocumented(file("A.java", text)));
        }

        private static Map<Path, String> file(String path, String text) {
            return new TreeMap<>(Map.of(Path.of("m/src/main/java", path), text));
        }
    }
}
