package scrm.localstack.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import scrm.localstack.Failure;

/** A command's words and {@code --options}; whatever it does not know is refused with a sentence. */
final class Arguments {
    private final List<String> words = new ArrayList<>();
    private final Map<String, String> options = new LinkedHashMap<>();

    /**
     * @param arguments as typed
     * @param withValue options that take the next word
     * @param flags options that stand alone
     */
    Arguments(List<String> arguments, Set<String> withValue, Set<String> flags) {
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            String name = argument.replaceFirst("=.*", "");
            if (!argument.startsWith("--")) {
                words.add(argument);
            } else if (flags.contains(argument)) {
                options.put(argument, "");
            } else if (!withValue.contains(name)) {
                throw new Failure("There is no option %s here; --help lists them".formatted(argument));
            } else if (argument.contains("=")) {
                options.put(name, argument.substring(name.length() + 1));
            } else if (i + 1 < arguments.size()) {
                options.put(name, arguments.get(++i));
            } else {
                throw new Failure(name + " needs a value");
            }
        }
    }

    List<String> words() {
        return List.copyOf(words);
    }

    boolean has(String flag) {
        return options.containsKey(flag);
    }

    Optional<String> value(String option) {
        return Optional.ofNullable(options.get(option));
    }
}
