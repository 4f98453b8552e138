package dev.podnetwork.architecture;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.Modifier;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * Every public type and method has a Javadoc comment, and every component of a public record its {@code @param}. Methods that
 * override are described where they are declared.
 */
final class DocumentationRule {
    private DocumentationRule() {}

    static List<String> undocumented(Map<Path, String> main) {
        List<Source> sources = new ArrayList<>();
        main.forEach((path, text) -> sources.add(new Source(path, text)));
        List<String> broken = new ArrayList<>();
        try {
            JavacTask task = (JavacTask) ToolProvider.getSystemJavaCompiler()
                    .getTask(null, null, null, List.of("-proc:none"), null, sources);
            DocTrees docs = DocTrees.instance(task);
            for (CompilationUnitTree unit : task.parse()) {
                new Scanner(unit, docs, broken).scan(unit, null);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return broken;
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(Path path, String text) {
            super(URI.create("string:///" + path), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }

        @Override
        public boolean isNameCompatible(String simpleName, JavaFileObject.Kind kind) {
            return true;
        }
    }

    /** Looks into public types only. */
    private static final class Scanner extends TreePathScanner<@Nullable Void, @Nullable Void> {
        private final CompilationUnitTree unit;
        private final DocTrees docs;
        private final List<String> broken;

        Scanner(CompilationUnitTree unit, DocTrees docs, List<String> broken) {
            this.unit = unit;
            this.docs = docs;
            this.broken = broken;
        }

        @Override
        public @Nullable Void visitClass(ClassTree type, @Nullable Void unused) {
            if (!isPublic(type.getModifiers())) {
                return null;
            }
            String comment = docs.getDocComment(getCurrentPath());
            if (comment == null) {
                report(type, "type " + type.getSimpleName() + " has no Javadoc: say what it is");
            } else if (type.getKind() == Tree.Kind.RECORD) {
                components(type, comment);
            }
            return super.visitClass(type, null);
        }

        @Override
        public @Nullable Void visitMethod(MethodTree method, @Nullable Void unused) {
            boolean overrides = method.getModifiers().getAnnotations().stream()
                    .anyMatch(a -> a.getAnnotationType().toString().equals("Override"));
            if (isPublic(method.getModifiers()) && !overrides && docs.getDocComment(getCurrentPath()) == null) {
                report(
                        method,
                        "method " + method.getName() + " has no Javadoc: one sentence with meaning, units, errors");
            }
            return null;
        }

        private void components(ClassTree type, String comment) {
            for (Tree member : type.getMembers()) {
                if (member instanceof VariableTree variable
                        && !variable.getModifiers().getFlags().contains(Modifier.STATIC)
                        && !comment.matches("(?s).*@param\\s+" + variable.getName() + "\\b.*")) {
                    report(type, "record " + type.getSimpleName() + " has no @param " + variable.getName());
                }
            }
        }

        private boolean isPublic(ModifiersTree modifiers) {
            TreePath parent = getCurrentPath().getParentPath();
            Tree.Kind outer = parent.getLeaf().getKind();
            return modifiers.getFlags().contains(Modifier.PUBLIC)
                    || (outer == Tree.Kind.INTERFACE && !modifiers.getFlags().contains(Modifier.PRIVATE));
        }

        private void report(Tree tree, String what) {
            long start = docs.getSourcePositions().getStartPosition(unit, tree);
            long line = unit.getLineMap().getLineNumber(start);
            broken.add(unit.getSourceFile().getName() + ":" + line + ": " + what);
        }
    }
}
