package scrm.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.LinkTree;
import com.sun.source.doctree.LiteralTree;
import com.sun.source.doctree.ParamTree;
import com.sun.source.doctree.TextTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** The Javadoc of types by their simple names, and of their methods. */
final class EventDocs {
    /**
     * Of one type.
     *
     * @param summary its first sentence
     * @param text all before the tags
     * @param parts what is said of each part of a record
     */
    record Doc(String summary, String text, Map<String, String> parts) {
        private static final Doc NONE = new Doc("", "", Map.of());
    }

    private final Map<String, Doc> docs;

    private EventDocs(Map<String, Doc> docs) {
        this.docs = docs;
    }

    /** Of all sources in a folder. */
    static EventDocs in(Path folder) throws IOException {
        Map<String, Doc> docs = new HashMap<>();
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (var files = compiler.getStandardFileManager(null, null, UTF_8);
                Stream<Path> sources = Files.walk(folder)) {
            List<Path> java = sources.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .toList();
            JavacTask task = (JavacTask) compiler.getTask(
                    null, files, null, List.of("-proc:none"), null, files.getJavaFileObjectsFromPaths(java));
            DocTrees trees = DocTrees.instance(task);
            for (CompilationUnitTree unit : task.parse()) {
                new Reader(trees, docs).scan(unit, null);
            }
        }
        return new EventDocs(docs);
    }

    Doc of(Class<?> type) {
        return docs.getOrDefault(type.getSimpleName(), Doc.NONE);
    }

    /** What is said of a part: by its record, else by the interface that asks for it. */
    String part(Class<?> type, String name) {
        String own = of(type).parts().get(name);
        return own != null ? own : docs.getOrDefault("Event." + name, Doc.NONE).text();
    }

    private static final class Reader extends TreePathScanner<@Nullable Void, @Nullable Void> {
        private final DocTrees trees;
        private final Map<String, Doc> docs;

        Reader(DocTrees trees, Map<String, Doc> docs) {
            this.trees = trees;
            this.docs = docs;
        }

        @Override
        public @Nullable Void visitClass(ClassTree type, @Nullable Void nothing) {
            DocCommentTree comment = trees.getDocCommentTree(getCurrentPath());
            if (comment != null) {
                docs.put(type.getSimpleName().toString(), doc(comment));
            }
            return super.visitClass(type, null);
        }

        @Override
        public @Nullable Void visitMethod(MethodTree method, @Nullable Void nothing) {
            DocCommentTree comment = trees.getDocCommentTree(getCurrentPath());
            if (comment != null && getCurrentPath().getParentPath().getLeaf() instanceof ClassTree type) {
                docs.put(type.getSimpleName() + "." + method.getName(), doc(comment));
            }
            return super.visitMethod(method, null);
        }

        private static Doc doc(DocCommentTree comment) {
            Map<String, String> parts = comment.getBlockTags().stream()
                    .filter(ParamTree.class::isInstance)
                    .map(ParamTree.class::cast)
                    .collect(Collectors.toMap(part -> part.getName().toString(), part -> text(part.getDescription())));
            return new Doc(text(comment.getFirstSentence()), text(comment.getFullBody()), parts);
        }

        private static String text(List<? extends DocTree> trees) {
            return trees.stream()
                    .map(tree -> switch (tree) {
                        case TextTree text -> text.getBody();
                        case LiteralTree literal -> "`" + literal.getBody().getBody() + "`";
                        case LinkTree link -> "`" + link.getReference().getSignature() + "`";
                        default -> tree.toString();
                    })
                    .collect(Collectors.joining())
                    .replaceAll("\\s+", " ")
                    .strip();
        }
    }
}
