package dev.podnetwork.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules of design §3 hold in every module. */
class HouseRulesTest {
    private static final String ROOT = "dev.podnetwork";
    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    private final LayerRules layers = new LayerRules(ROOT);
    private final BanRules bans = new BanRules(ROOT);

    @Test
    void theModulesAreOnTheClassPath() {
        assertThat(MAIN.contain("dev.podnetwork.api.PodRef")).isTrue();
    }

    @Test
    void purePackagesArePure() {
        layers.purePackagesArePure().check(MAIN);
    }

    @Test
    void apiDependsOnNothing() {
        layers.apiDependsOnNothing().check(MAIN);
    }

    @Test
    void portsDependOnApiOnly() {
        layers.portsDependOnApiOnly().check(MAIN);
    }

    @Test
    void fakeDependsOnContractsOnly() {
        layers.fakeDependsOnContractsOnly().check(MAIN);
    }

    @Test
    void aliyunDependsOnContractsOnly() {
        layers.aliyunDependsOnContractsOnly().check(MAIN);
    }

    @Test
    void journalDependsOnContractsOnly() {
        layers.journalDependsOnContractsOnly().check(MAIN);
    }

    @Test
    void kubernetesKnowsNoBackend() {
        layers.kubernetesKnowsNoBackend().check(MAIN);
    }

    @Test
    void noPackageCycles() {
        layers.noPackageCycles().check(MAIN);
    }

    @Test
    void noStaticMutableState() {
        bans.noStaticMutableState().check(MAIN);
    }

    @ParameterizedTest
    @MethodSource
    void bannedEverywhere(Ban ban) {
        bans.everywhere(ban).check(MAIN);
    }

    static Stream<Ban> bannedEverywhere() {
        return BanRules.EVERYWHERE.stream();
    }

    @ParameterizedTest
    @MethodSource
    void bannedInCore(Ban ban) {
        bans.inCore(ban).check(MAIN);
    }

    static Stream<Ban> bannedInCore() {
        return BanRules.IN_CORE.stream();
    }
}
