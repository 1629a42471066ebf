package scrm.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people are told to type can be typed, in both languages. What the commands then do is seen by DemoIT. */
class ReadmeTest {
    private static final Path ROOT = Path.of(System.getProperty("scrm.root"));

    /** A command ends with its line, its code span, or the words beside it. */
    private static final String TO_ITS_END = "((?:(?!  |`|#)[^\\n])*)";

    private static final Pattern SCRM = Pattern.compile("\\./scrm ([a-z]+)" + TO_ITS_END);
    private static final Pattern MAVEN = Pattern.compile("\\./mvnw " + TO_ITS_END);
    private static final Pattern KUSTOMIZE = Pattern.compile("kubectl (?:kustomize|apply -k) ([a-z/]+)");
    private static final Pattern OPTION = Pattern.compile("--[a-z-]+");

    /** Where the script names all benchmark jobs: after the command, and on the page of its options. */
    private static final Pattern JOBS = Pattern.compile("(?m)^(?:  bench .*[(（]|Jobs: |任务：)([^)）\\n]+)");

    private static final Pattern JOB = Pattern.compile("public String name\\(\\) \\{\\s+return \"([^\"]+)\"");

    @TempDir
    private Path home;

    @Test
    void bothLanguagesHaveOneStructure() throws IOException {
        assertThat(Outline.of(read("README.zh-CN.md"))).isEqualTo(Outline.of(read("README.md")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "README.md",
                "README.zh-CN.md",
                "CONTRIBUTING.md",
                "deploy/README.md",
                "local-stack/README.md",
                "docs/performance.md",
                "docs/threat-model.md"
            })
    void theScriptKnowsEveryCommandAndOption(String page) throws IOException, InterruptedException {
        ScrmScript script = new ScrmScript(ROOT, home);
        String all = script.run("help");
        Map<String, String> help = new HashMap<>();
        for (MatchResult found : SCRM.matcher(read(page)).results().toList()) {
            String command = found.group(1);
            assertThat(all).as(found.group()).containsPattern("(?m)^  " + command + " ");
            String told = help.get(command);
            if (told == null) {
                told = script.run(command, "--help");
                help.put(command, told);
            }
            assertThat(OPTION.matcher(told).results().map(MatchResult::group))
                    .as(found.group())
                    .containsAll(OPTION.matcher(found.group(2))
                            .results()
                            .map(MatchResult::group)
                            .toList());
        }
    }

    @Test
    void theScriptNamesEveryBenchmarkJob() throws IOException {
        List<String> jobs = new ArrayList<>();
        try (Stream<Path> sources = Files.list(ROOT.resolve("benchmarks/src/main/java/scrm/benchmarks"))) {
            for (Path source : sources.toList()) {
                JOB.matcher(Files.readString(source)).results().forEach(job -> jobs.add(job.group(1)));
            }
        }

        assertThat(JOBS.matcher(read("scrm")).results().map(list -> list.group(1)))
                .hasSize(4)
                .allSatisfy(list -> assertThat(list.split("[、, ]+")).containsExactlyInAnyOrderElementsOf(jobs));
    }

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "README.zh-CN.md", "CONTRIBUTING.md", "deploy/README.md", "client/README.md"})
    void mavenFindsTheModulesAndProfiles(String page) throws IOException {
        String pom = read("pom.xml");
        for (MatchResult found : MAVEN.matcher(read(page)).results().toList()) {
            List<String> words = List.of(found.group(1).split(" "));
            int modules = words.indexOf("-pl") + 1;
            if (modules > 0) {
                assertThat(words.get(modules).split(","))
                        .as(found.group())
                        .allSatisfy(module -> assertThat(pom).contains("<module>" + module + "</module>"));
            }
            assertThat(words.stream().filter(word -> word.startsWith("-P")))
                    .as(found.group())
                    .allSatisfy(profile -> assertThat(pom).contains("<id>" + profile.substring(2) + "</id>"));
        }
    }

    @Test
    void whatIsToBeRenderedIsThere() throws IOException {
        assertThat(KUSTOMIZE.matcher(read("deploy/README.md")).results().map(found -> found.group(1)))
                .isNotEmpty()
                .allSatisfy(overlay -> assertThat(ROOT.resolve(overlay).resolve("kustomization.yaml"))
                        .exists());
    }

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "README.zh-CN.md", "CONTRIBUTING.md", "deploy/README.md", "client/README.md"})
    void everyLinkLeadsToAFile(String page) throws IOException {
        Path folder = ROOT.resolve(page).getParent();
        assertThat(Outline.of(read(page)).links().stream().filter(link -> !link.contains(":")))
                .allSatisfy(link ->
                        assertThat(folder.resolve(link.replaceFirst("#.*", ""))).exists());
    }

    private static String read(String page) throws IOException {
        return Files.readString(ROOT.resolve(page));
    }

    /**
     * What two pages have in common that say the same in two languages.
     *
     * @param blocks headings with their level, tables with their rows, lists with their items, in their order
     * @param commands in blocks of code
     * @param links where they lead, but for the other language
     * @param settings that are named
     */
    private record Outline(List<String> blocks, List<String> commands, Set<String> links, Set<String> settings) {
        private static final Pattern FENCE = Pattern.compile("(?ms)^```.*?^```$");
        private static final Pattern LINK = Pattern.compile("]\\(([^)]+)\\)");
        private static final Pattern SETTING = Pattern.compile("`(SCRM_[A-Z_]+)`");

        static Outline of(String page) {
            String prose = FENCE.matcher(page).replaceAll("```");
            Set<String> links = found(LINK, prose);
            links.removeIf(link -> link.matches("README(\\.zh-CN)?\\.md"));
            return new Outline(blocks(prose), commands(page), links, found(SETTING, prose));
        }

        private static List<String> blocks(String prose) {
            return prose.lines()
                    .map(line -> line.replaceAll("^(#+) .*", "$1").replaceAll("^(\\||- |```|[0-9]+\\. ).*", "$1"))
                    .filter(line -> line.matches("#+|\\||- |```|[0-9]+\\. "))
                    .toList();
        }

        private static List<String> commands(String page) {
            return FENCE.matcher(page)
                    .results()
                    .flatMap(block -> block.group().lines())
                    .filter(line -> line.startsWith("./") || line.startsWith("kubectl "))
                    .map(line -> line.replaceFirst("  .*", ""))
                    .toList();
        }

        private static Set<String> found(Pattern pattern, String text) {
            return pattern.matcher(text)
                    .results()
                    .map(match -> match.group(1))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
