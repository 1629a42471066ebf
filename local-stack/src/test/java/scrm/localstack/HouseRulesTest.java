package scrm.localstack;

import static com.tngtech.archunit.lang.conditions.ArchConditions.accessTargetWhere;
import static com.tngtech.archunit.lang.conditions.ArchConditions.callMethod;
import static com.tngtech.archunit.lang.conditions.ArchConditions.never;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.sql.ResultSet;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

import scrm.messaging.Work;
import scrm.messaging.WorkHandler;

/** The rules of CONTRIBUTING.md that a machine can keep, over the production classes of every module. */
class HouseRulesTest {
    private static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("/scrm/client/")) // nobody wrote it
            .importPackages("scrm");

    /** Where decisions are made: here the domain stays free of frameworks. */
    private static final String[] SERVICES = {"scrm.tag..", "scrm.group..", "scrm.sop..", "scrm.channel.."};

    private static final Pattern MEANS = Pattern.compile("(Jdbc|Redis|Kafka|WxJava).*"
            + "|.*(Application|Controller|Listener|Publisher|Relay|Worker|Configuration|Properties)");

    private static final DescribedPredicate<JavaClass> DOMAIN =
            DescribedPredicate.describe("domain classes", HouseRulesTest::isDomain);

    private static boolean isDomain(JavaClass type) {
        JavaClass outermost = type;
        while (outermost.getEnclosingClass().isPresent()) {
            outermost = outermost.getEnclosingClass().get();
        }
        return !MEANS.matcher(outermost.getSimpleName()).matches()
                && !outermost.getSimpleName().equals("package-info")
                && !outermost.isAnnotatedWith("org.springframework.stereotype.Service");
    }

    @Test
    void everyModuleIsSeen() {
        Set<String> seen =
                ALL.stream().map(type -> type.getPackageName().split("\\.")[1]).collect(Collectors.toSet());
        assertThat(seen)
                .contains(
                        "events",
                        "messaging",
                        "rest",
                        "wecom",
                        "attachment",
                        "gateway",
                        "tag",
                        "group",
                        "sop",
                        "channel",
                        "simulator",
                        "stores",
                        "localstack");
    }

    @Test
    void onlyWecomSeesWxJava() {
        noClasses()
                .that()
                .resideOutsideOfPackage("scrm.wecom..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("me.chanjar..")
                .check(ALL);
    }

    @Test
    void theDomainTouchesNoFramework() {
        noClasses()
                .that(DOMAIN)
                .and()
                .resideInAnyPackage(SERVICES)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.springframework..",
                        "java.sql..",
                        "javax.sql..",
                        "org.apache.kafka..",
                        "tools.jackson..",
                        "com.fasterxml..",
                        "me.chanjar..")
                .check(ALL);
    }

    @Test
    void transactionsNeverCallWeCom() {
        DescribedPredicate<JavaClass> transactional = DescribedPredicate.describe(
                "transactional classes",
                type -> type.isAnnotatedWith("org.springframework.transaction.annotation.Transactional")
                        || type.getMethods().stream()
                                .anyMatch(method -> method.isAnnotatedWith(
                                        "org.springframework.transaction.annotation.Transactional")));
        DescribedPredicate<JavaClass> capability = DescribedPredicate.describe(
                "capabilities of WeCom",
                type -> type.getPackageName().equals("scrm.wecom")
                        && type.isInterface()
                        && !Set.of("Corps", "Attachment").contains(type.getSimpleName()));
        noClasses().that(transactional).should().dependOnClassesThat(capability).check(ALL);
    }

    @Test
    void callsThatMustNotBeRepeatedAreBegun() {
        classes()
                .that()
                .implement(WorkHandler.class)
                .and(DescribedPredicate.describe(
                        "must not repeat their call",
                        type -> type.tryGetMethod("repeatable").isPresent()))
                .should(accessTargetWhere(DescribedPredicate.describe(
                        "is Work.call()",
                        access -> access.getTarget().getOwner().isEquivalentTo(Work.class)
                                && access.getTarget().getName().equals("call"))))
                .because("a crash before the call is else told from one after it by nobody")
                .check(ALL);
    }

    @Test
    void columnsOfTimeAreReadAsJdbcTimeHoldsThem() {
        noClasses()
                .should(accessTargetWhere(DescribedPredicate.describe(
                        "is ResultSet.getTimestamp()",
                        access -> access.getTarget().getOwner().isEquivalentTo(ResultSet.class)
                                && access.getTarget().getName().equals("getTimestamp"))))
                .because("a driver moves timestamps by a time zone, and servers round or cut them")
                .check(ALL);
    }

    @Test
    void timeComesFromAClock() {
        classes()
                .that()
                .resideOutsideOfPackages("scrm.simulator..", "scrm.stores..", "scrm.localstack..", "scrm.benchmarks..")
                .should(never(callMethod(Instant.class, "now")
                        .or(callMethod(LocalDate.class, "now"))
                        .or(callMethod(LocalDateTime.class, "now"))
                        .or(callMethod(ZonedDateTime.class, "now"))
                        .or(callMethod(System.class, "currentTimeMillis"))))
                .because("tests move a " + Clock.class.getName())
                .check(ALL);
    }

    @Test
    void nothingIsInjectedIntoFields() {
        noFields()
                .should()
                .beAnnotatedWith("org.springframework.beans.factory.annotation.Autowired")
                .orShould()
                .beAnnotatedWith("org.springframework.beans.factory.annotation.Value")
                .check(ALL);
    }

    @Test
    void staticFieldsAreConstants() {
        fields().that()
                .areStatic()
                .and()
                .doNotHaveModifier(JavaModifier.SYNTHETIC)
                .should()
                .beFinal()
                .check(ALL);
    }

    @Test
    void namesSayWhatAThingIs() {
        noClasses()
                .should()
                .haveSimpleNameEndingWith("Manager")
                .orShould()
                .haveSimpleNameEndingWith("Helper")
                .orShould()
                .haveSimpleNameEndingWith("Util")
                .orShould()
                .haveSimpleNameEndingWith("Utils")
                .orShould()
                .haveSimpleNameEndingWith("Impl")
                .orShould()
                .haveSimpleNameEndingWith("Info")
                .orShould()
                .haveSimpleNameEndingWith("DTO")
                .orShould()
                .haveSimpleNameEndingWith("VO")
                .check(ALL);
    }

    /** A stream of rows keeps its connection until somebody closes it; a list gives it back at once. */
    @Test
    void rowsAreReadAsLists() {
        noClasses()
                .that()
                .resideOutsideOfPackages("scrm.localstack..", "scrm.benchmarks..")
                .should()
                .callMethod(JdbcClient.MappedQuerySpec.class, "stream")
                .check(ALL);
    }

    @Test
    void servicesMeetInEventsOnly() {
        for (String one : SERVICES) {
            for (String other : SERVICES) {
                if (!one.equals(other)) {
                    noClasses()
                            .that()
                            .resideInAPackage(one)
                            .should()
                            .dependOnClassesThat()
                            .resideInAPackage(other)
                            .check(ALL);
                }
            }
        }
    }
}
