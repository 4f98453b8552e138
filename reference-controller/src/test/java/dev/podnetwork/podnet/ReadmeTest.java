package dev.podnetwork.podnet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.StringJoiner;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's program for an embedder is short, compiles as it stands, and binds a pod. */
class ReadmeTest {
    private static final List<String> PACKAGES = List.of(
            "dev.podnetwork.api",
            "dev.podnetwork.api.allocation",
            "dev.podnetwork.core",
            "dev.podnetwork.fake",
            "dev.podnetwork.spi");

    @TempDir
    private Path out;

    @Test
    void theEmbedderProgramIsAtMostFifteenLines() throws IOException {
        assertThat(program().lines().filter(line -> !line.isBlank()).count()).isBetween(5L, 15L);
    }

    @Test
    void theEmbedderProgramCompilesAndPrintsAnAddressOfTheVSwitch() throws Exception {
        compile();
        assertThat(run().strip()).startsWith("10.0.0.");
    }

    private static String program() throws IOException {
        String readme = Files.readString(root().resolve("README.md"));
        int from = readme.indexOf("```java") + "```java".length();
        return readme.substring(from, readme.indexOf("```", from)).strip();
    }

    private static Path root() {
        Path here = Path.of("").toAbsolutePath();
        while (here != null && !Files.exists(here.resolve("README.md"))) {
            here = here.getParent();
        }
        return here;
    }

    private void compile() throws IOException {
        StringJoiner source = new StringJoiner("\n");
        PACKAGES.forEach(each -> source.add("import " + each + ".*;"));
        source.add("import java.util.List;");
        source.add("public class Embedder { public static void main(String[] args) throws Exception {");
        source.add(program()).add("} }");
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
        JavaFileObject file =
                new SimpleJavaFileObject(URI.create("string:///Embedder.java"), JavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                        return source.toString();
                    }
                };
        List<String> options = List.of(
                "-d", out.toString(), "-cp", System.getProperty("java.class.path"), "-proc:none", "-Xlint:none");
        javac.getTask(null, null, problems, options, null, List.of(file)).call();
        assertThat(problems.getDiagnostics())
                .filteredOn(each -> each.getKind() == Diagnostic.Kind.ERROR)
                .isEmpty();
    }

    private String run() throws Exception {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream before = System.out;
        try (URLClassLoader loader = new URLClassLoader(
                        new URL[] {out.toUri().toURL()}, getClass().getClassLoader());
                PrintStream here = new PrintStream(printed, true, StandardCharsets.UTF_8)) {
            System.setOut(here);
            loader.loadClass("Embedder").getMethod("main", String[].class).invoke(null, (Object) new String[0]);
        } finally {
            System.setOut(before);
        }
        return printed.toString(StandardCharsets.UTF_8);
    }
}
