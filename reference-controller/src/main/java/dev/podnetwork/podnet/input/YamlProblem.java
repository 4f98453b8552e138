package dev.podnetwork.podnet.input;

import dev.podnetwork.k8s.tree.DocumentException;
import dev.podnetwork.k8s.tree.Position;
import java.util.List;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/** Says what the YAML parser found in words that lead to the line to correct. */
final class YamlProblem {
    /** How far above the parser's place the line without its colon is looked for. */
    private static final int LINES_BACK = 4;

    private YamlProblem() {}

    static DocumentException of(String source, String text, MarkedYAMLException e) {
        Mark mark = e.getProblemMark() != null ? e.getProblemMark() : e.getContextMark();
        int line = mark == null ? 1 : mark.getLine() + 1;
        String problem = e.getProblem() == null ? "this is not YAML" : e.getProblem();
        int culprit = lineWithoutColon(text.lines().toList(), line);
        if (culprit > 0
                && (problem.contains("mapping values are not allowed")
                        || problem.contains("expected ':'")
                        || problem.contains("expected <block end>"))) {
            String content = text.lines().toList().get(culprit - 1).strip();
            return new DocumentException(
                    new Position(source, culprit), "'" + content + "' has no ':'", "write it as 'key: value'");
        }
        if (problem.contains("'\\t(TAB)'") || problem.contains("\\t")) {
            return new DocumentException(
                    new Position(source, line), "the line is indented by a tab", "indent by spaces");
        }
        String hint = problem.contains("<block end>") || problem.contains("mapping values")
                ? "check the indentation and the colons of this line and the one before it"
                : "correct this line or the one before it";
        return new DocumentException(new Position(source, line), "this is not YAML: " + problem, hint);
    }

    /** The nearest line at or above the place that is neither a field nor a list entry nor a comment; 0 when there is none. */
    private static int lineWithoutColon(List<String> lines, int from) {
        for (int line = Math.min(from, lines.size()); line > Math.max(0, from - LINES_BACK); line--) {
            String content = lines.get(line - 1).strip();
            boolean structural = content.isEmpty()
                    || content.startsWith("#")
                    || content.startsWith("-")
                    || content.contains(":")
                    || "{}[]\"'".indexOf(content.charAt(0)) >= 0;
            if (!structural) {
                return line;
            }
        }
        return 0;
    }
}
