package dev.podnetwork.fake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.fake.contract.AddressContract;
import dev.podnetwork.fake.contract.CloudFactsContract;
import dev.podnetwork.fake.contract.CloudNetworkContract;
import dev.podnetwork.fake.contract.CloudScene;
import dev.podnetwork.fake.contract.EipContract;
import dev.podnetwork.fake.contract.EniContract;
import dev.podnetwork.fake.contract.LingjunContract;
import dev.podnetwork.fake.contract.MetadataContract;
import dev.podnetwork.fake.contract.PrefixContract;
import dev.podnetwork.spi.CloudNetwork;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The contract fails on every backend that does one thing wrong, and on none that does all things right. */
final class ContractBitesTest {

    @Test
    void aGoodBackendPasses() {
        assertThat(broken(good -> good)).isEmpty();
    }

    @Test
    void thereAreTwelveMistakesAtLeast() {
        assertThat(BadBackends.all()).hasSizeGreaterThanOrEqualTo(12);
    }

    @TestFactory
    Stream<DynamicTest> everyMistakeIsCaught() {
        return BadBackends.all().entrySet().stream()
                .map(bad -> DynamicTest.dynamicTest(
                        bad.getKey(), () -> assertThat(broken(bad.getValue())).isNotEmpty()));
    }

    /** The clauses that a backend breaks. */
    private static List<String> broken(Function<CloudNetwork, CloudNetwork> backend) {
        List<String> broken = new ArrayList<>();
        broken.addAll(broken(CloudFactsContract.class, () -> new CloudFactsContract() {
            @Override
            protected CloudScene open() {
                return sceneWith(backend);
            }
        }));
        broken.addAll(broken(EniContract.class, () -> new EniContract() {
            @Override
            protected CloudScene open() {
                return sceneWith(backend);
            }
        }));
        broken.addAll(broken(AddressContract.class, () -> new AddressContract() {
            @Override
            protected CloudScene open() {
                return sceneWith(backend);
            }
        }));
        broken.addAll(broken(PrefixContract.class, () -> new PrefixContract() {
            @Override
            protected CloudScene open() {
                return sceneWith(backend);
            }
        }));
        broken.addAll(broken(EipContract.class, () -> new EipContract() {
            @Override
            protected CloudScene open() {
                return sceneWith(backend);
            }
        }));
        broken.addAll(broken(LingjunContract.class, () -> new LingjunContract() {
            @Override
            protected CloudScene open() {
                return sceneWith(backend);
            }
        }));
        broken.addAll(broken(MetadataContract.class, () -> new MetadataContract() {
            @Override
            protected CloudScene open() {
                return sceneWith(backend);
            }
        }));
        return broken;
    }

    private static List<String> broken(Class<?> group, Supplier<CloudNetworkContract> contract) {
        List<String> broken = new ArrayList<>();
        for (Method clause : group.getDeclaredMethods()) {
            if (clause.isAnnotationPresent(Test.class) && !holds(clause, contract.get())) {
                broken.add(clause.getName());
            }
        }
        return broken;
    }

    private static boolean holds(Method clause, CloudNetworkContract contract) {
        try {
            Method open = CloudNetworkContract.class.getDeclaredMethod("openScene");
            open.setAccessible(true);
            open.invoke(contract);
            clause.setAccessible(true);
            clause.invoke(contract);
            return true;
        } catch (InvocationTargetException failed) {
            return false;
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    /** The scene of the fake with another port. */
    private static CloudScene sceneWith(Function<CloudNetwork, CloudNetwork> backend) {
        FakeScene scene = FakeScene.quick();
        CloudNetwork network = backend.apply(scene.network());
        return (CloudScene) Proxy.newProxyInstance(
                CloudScene.class.getClassLoader(), new Class<?>[] {CloudScene.class}, (proxy, method, arguments) -> {
                    try {
                        return method.getName().equals("network") ? network : method.invoke(scene, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
