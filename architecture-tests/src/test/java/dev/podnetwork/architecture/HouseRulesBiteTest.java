package dev.podnetwork.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.EvaluationResult;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every rule of {@link HouseRulesTest} fails on the fixture that breaks it, and only on that. */
class HouseRulesBiteTest {
    private static final String ROOT = "dev.podnetwork.architecture.fixture";
    private static final JavaClasses FIXTURE = new ClassFileImporter().importPackages(ROOT);

    private final LayerRules layers = new LayerRules(ROOT);
    private final BanRules bans = new BanRules(ROOT);

    @Test
    void purity() {
        assertThat(broken(layers.purePackagesArePure()))
                .contains("AsksPort", "Locks", "Reads")
                .doesNotContain("core.match.Decision");
    }

    @Test
    void apiAndPorts() {
        assertThat(broken(layers.apiDependsOnNothing()))
                .contains("api.Thing", "spi.Port")
                .doesNotContain("api.Value");
        assertThat(broken(layers.portsDependOnApiOnly())).contains("spi.Port", "core.match.Decision");
    }

    @Test
    void backends() {
        assertThat(broken(layers.fakeDependsOnContractsOnly())).contains("fake.Cloud", "core.match.Decision");
        assertThat(broken(layers.aliyunDependsOnContractsOnly())).contains("aliyun.Backend", "core.match.Decision");
        assertThat(broken(layers.journalDependsOnContractsOnly())).contains("journal.Keeper", "core.match.Decision");
        assertThat(broken(layers.kubernetesKnowsNoBackend())).contains("k8s.Binding", "fake.Cloud");
    }

    @Test
    void cycles() {
        assertThat(broken(new LayerRules(ROOT + ".cycle").noPackageCycles())).contains("cycle.left", "cycle.right");
    }

    @Test
    void staticState() {
        assertThat(broken(bans.noStaticMutableState()))
                .contains("Shared.COUNTER", "Shared.last")
                .doesNotContain("Obedient");
    }

    @ParameterizedTest
    @MethodSource
    void everyBan(Ban ban) {
        assertThat(broken(bans.everywhere(ban)))
                .contains("Forbidden", "use " + ban.instead())
                .doesNotContain("SystemEnv", "Obedient");
    }

    static Stream<Ban> everyBan() {
        return BanRules.EVERYWHERE.stream();
    }

    @ParameterizedTest
    @MethodSource
    void everyCoreBan(Ban ban) {
        assertThat(broken(bans.inCore(ban)))
                .contains("core.Unordered", "use " + ban.instead())
                .doesNotContain("SystemEnv", "fixture.Forbidden");
    }

    static Stream<Ban> everyCoreBan() {
        return BanRules.IN_CORE.stream();
    }

    private static String broken(ArchRule rule) {
        EvaluationResult result = rule.evaluate(FIXTURE);
        return String.join("\n", result.getFailureReport().getDetails());
    }
}
