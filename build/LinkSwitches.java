import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Links pattern switches when the project is built. The compiler leaves it to the JVM to make the test of each
 * {@code switch} over types when it is first met; that costs a fresh process one to two milliseconds for every switch, and
 * an ahead-of-time cache does not keep it. This replaces such a call by an ordinary method that asks {@code instanceof}
 * label by label: the same answer, and nothing left to do at start-up.
 *
 * <p>Run as {@code java -cp CLASSPATH LinkSwitches.java target/classes}, with the class path of what is linked. What is
 * linked already stays as it is.
 */
final class LinkSwitches {
    private static final ClassDesc BOOTSTRAPS = ClassDesc.of("java.lang.runtime.SwitchBootstraps");
    private static final MethodTypeDesc TEST = MethodTypeDesc.of(ConstantDescs.CD_int, ConstantDescs.CD_Object, ConstantDescs.CD_int);
    private static final int PRIVATE_STATIC_SYNTHETIC = ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC | ClassFile.ACC_SYNTHETIC;

    private LinkSwitches() {
    }

    public static void main(String[] arguments) throws IOException {
        Path classes = Path.of(arguments[0]);
        if (!Files.isDirectory(classes)) {
            return;
        }
        ClassFile reader = ClassFile.of(ClassFile.ClassHierarchyResolverOption.of(
                ClassHierarchyResolver.ofClassLoading(LinkSwitches.class.getClassLoader())));
        try (Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(each -> each.toString().endsWith(".class")).toList()) {
                link(reader, file);
            }
        }
    }

    private static void link(ClassFile reader, Path file) throws IOException {
        ClassModel model = reader.parse(file);
        if (model.methods().stream().noneMatch(LinkSwitches::switches)) {
            return;
        }
        List<List<ConstantDesc>> tests = new ArrayList<>();
        boolean isInterface = (model.flags().flagsMask() & ClassFile.ACC_INTERFACE) != 0;
        ClassDesc owner = model.thisClass().asSymbol();
        CodeTransform calls = (builder, element) -> {
            if (element instanceof InvokeDynamicInstruction call && isTypeSwitch(call)) {
                builder.invokestatic(owner, "typeSwitch$" + tests.size(), TEST, isInterface);
                tests.add(call.bootstrapArgs());
            } else {
                builder.with(element);
            }
        };
        byte[] linked = reader.transformClass(model, ClassTransform.transformingMethodBodies(calls).andThen(ClassTransform.endHandler(builder -> {
            for (int i = 0; i < tests.size(); i++) {
                List<ConstantDesc> labels = tests.get(i);
                builder.withMethodBody("typeSwitch$" + i, TEST, PRIVATE_STATIC_SYNTHETIC, code -> test(code, labels));
            }
        })));
        Files.write(file, linked);
    }

    private static boolean switches(MethodModel method) {
        return method.code().isPresent() && method.code().get().elementStream()
                .anyMatch(element -> element instanceof InvokeDynamicInstruction call && isTypeSwitch(call));
    }

    /** Whether it is a switch whose labels are all types or texts; one over constants of an enum is left to the JVM. */
    private static boolean isTypeSwitch(InvokeDynamicInstruction call) {
        return call.bootstrapMethod().owner().equals(BOOTSTRAPS) && call.bootstrapMethod().methodName().equals("typeSwitch")
                && call.bootstrapArgs().stream().allMatch(label -> label instanceof ClassDesc || label instanceof String);
    }

    /** The index of the first label from {@code restart} on that the value fits, -1 for null, the number of labels for none. */
    private static void test(CodeBuilder code, List<ConstantDesc> labels) {
        Label known = code.newLabel();
        code.aload(0).ifnonnull(known).iconst_m1().ireturn().labelBinding(known);
        for (int i = 0; i < labels.size(); i++) {
            Label next = code.newLabel();
            code.iload(1).loadConstant(i).if_icmpgt(next);
            if (labels.get(i) instanceof ClassDesc type) {
                code.aload(0).instanceOf(type);
            } else {
                code.loadConstant(labels.get(i)).aload(0).invokevirtual(ConstantDescs.CD_Object, "equals",
                        MethodTypeDesc.of(ConstantDescs.CD_boolean, ConstantDescs.CD_Object));
            }
            code.ifeq(next).loadConstant(i).ireturn().labelBinding(next);
        }
        code.loadConstant(labels.size()).ireturn();
    }
}
