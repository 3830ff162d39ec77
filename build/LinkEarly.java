import java.io.IOException;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.DynamicConstantDesc;
import java.lang.constant.MethodTypeDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Links what the compiler leaves to the JVM when the project is built: the test of each {@code switch} over types, and
 * {@code equals} and {@code hashCode} of records. Made when they are first met they cost a fresh process one to two
 * milliseconds each, and an ahead-of-time cache does not keep them. Each such call is replaced by one of an ordinary method:
 * of a switch one that asks {@code instanceof} label by label, of a record one that goes through its components as
 * {@link java.lang.runtime.ObjectMethods} does. The answers are the same, and nothing is left to do at start-up.
 *
 * <p>Run as {@code java -cp CLASSPATH LinkEarly.java target/classes}, with the class path of what is linked. What is
 * linked already stays as it is.
 */
final class LinkEarly {
    private static final ClassDesc SWITCHES = ClassDesc.of("java.lang.runtime.SwitchBootstraps");
    private static final ClassDesc RECORDS = ClassDesc.of("java.lang.runtime.ObjectMethods");
    private static final ClassDesc OBJECTS = ClassDesc.of("java.util.Objects");
    private static final MethodTypeDesc TEST = MethodTypeDesc.of(ConstantDescs.CD_int, ConstantDescs.CD_Object, ConstantDescs.CD_int);
    private static final ClassDesc ENUM_CONSTANT = Enum.EnumDesc.class.describeConstable().orElseThrow();
    private static final MethodTypeDesc SAME = MethodTypeDesc.of(ConstantDescs.CD_boolean, ConstantDescs.CD_Object);
    private static final MethodTypeDesc EQUALS = MethodTypeDesc.of(ConstantDescs.CD_boolean, ConstantDescs.CD_Object,
            ConstantDescs.CD_Object);
    private static final int PRIVATE_STATIC_SYNTHETIC = ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC | ClassFile.ACC_SYNTHETIC;

    private LinkEarly() {
    }

    public static void main(String[] arguments) throws IOException {
        Path classes = Path.of(arguments[0]);
        if (!Files.isDirectory(classes)) {
            return;
        }
        ClassFile reader = ClassFile.of(ClassFile.ClassHierarchyResolverOption.of(
                ClassHierarchyResolver.ofClassLoading(LinkEarly.class.getClassLoader())));
        try (Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(each -> each.toString().endsWith(".class")).toList()) {
                link(reader, file);
            }
        }
    }

    private static void link(ClassFile reader, Path file) throws IOException {
        ClassModel model = reader.parse(file);
        if (model.methods().stream().noneMatch(LinkEarly::isLate)) {
            return;
        }
        List<Consumer<ClassBuilder>> made = new ArrayList<>();
        boolean isInterface = (model.flags().flagsMask() & ClassFile.ACC_INTERFACE) != 0;
        ClassDesc owner = model.thisClass().asSymbol();
        CodeTransform calls = (builder, element) -> {
            if (element instanceof InvokeDynamicInstruction call && (isTypeSwitch(call) || isOfRecord(call))) {
                boolean ofRecord = isOfRecord(call);
                String name = call.name().stringValue() + "$" + made.size();
                MethodTypeDesc type = ofRecord ? call.typeSymbol() : TEST;
                builder.invokestatic(owner, name, type, isInterface);
                made.add(with -> with.withMethodBody(name, type, PRIVATE_STATIC_SYNTHETIC, code -> {
                    if (!ofRecord) {
                        test(code, call.bootstrapArgs());
                    } else if (type.returnType().equals(ConstantDescs.CD_boolean)) {
                        equal(code, owner, fields(call));
                    } else {
                        hash(code, owner, fields(call));
                    }
                }));
            } else {
                builder.with(element);
            }
        };
        byte[] linked = reader.transformClass(model, ClassTransform.transformingMethodBodies(calls)
                .andThen(ClassTransform.endHandler(builder -> made.forEach(each -> each.accept(builder)))));
        Files.write(file, linked);
    }

    private static boolean isLate(MethodModel method) {
        return method.code().isPresent() && method.code().get().elementStream()
                .anyMatch(element -> element instanceof InvokeDynamicInstruction call && (isTypeSwitch(call) || isOfRecord(call)));
    }

    /** Whether it is a switch whose labels are all types, texts or constants of an enum. */
    private static boolean isTypeSwitch(InvokeDynamicInstruction call) {
        return call.bootstrapMethod().owner().equals(SWITCHES) && call.bootstrapMethod().methodName().equals("typeSwitch")
                && call.bootstrapArgs().stream()
                        .allMatch(label -> label instanceof ClassDesc || label instanceof String || isOfEnum(label));
    }

    /** Whether a label is a constant of an enum: what computes it is to be called with what computes its class, and its name. */
    private static boolean isOfEnum(ConstantDesc label) {
        return label instanceof DynamicConstantDesc<?> constant && constant.constantType().equals(ENUM_CONSTANT)
                && constant.bootstrapArgs().length == 3 && constant.bootstrapArgs()[1] instanceof DynamicConstantDesc<?>;
    }

    /** Loads the constant of an enum that a label is. */
    private static void load(CodeBuilder code, DynamicConstantDesc<?> label) {
        DynamicConstantDesc<?> type = (DynamicConstantDesc<?>) label.bootstrapArgs()[1];
        ClassDesc owner = ClassDesc.of((String) type.bootstrapArgs()[1]);
        code.getstatic(owner, (String) label.bootstrapArgs()[2], owner);
    }

    /** Whether it is {@code equals} or {@code hashCode} of a record; how it looks as text is left to the JVM. */
    private static boolean isOfRecord(InvokeDynamicInstruction call) {
        return call.bootstrapMethod().owner().equals(RECORDS) && !call.name().equalsString("toString");
    }

    /** The fields of a record, of which the call names the getters behind its class and the names. */
    private static List<DirectMethodHandleDesc> fields(InvokeDynamicInstruction call) {
        List<ConstantDesc> arguments = call.bootstrapArgs();
        return arguments.subList(2, arguments.size()).stream().map(DirectMethodHandleDesc.class::cast).toList();
    }

    private static ClassDesc typeOf(DirectMethodHandleDesc getter) {
        return getter.invocationType().returnType();
    }

    private static ClassDesc wrapper(ClassDesc primitive) {
        return switch (TypeKind.from(primitive)) {
            case BOOLEAN -> ConstantDescs.CD_Boolean;
            case BYTE -> ConstantDescs.CD_Byte;
            case SHORT -> ConstantDescs.CD_Short;
            case CHAR -> ConstantDescs.CD_Character;
            case INT -> ConstantDescs.CD_Integer;
            case LONG -> ConstantDescs.CD_Long;
            case FLOAT -> ConstantDescs.CD_Float;
            case DOUBLE -> ConstantDescs.CD_Double;
            case REFERENCE, VOID -> throw new IllegalArgumentException(primitive.displayName());
        };
    }

    /** 31 times what came before and the hash of the component, which is zero for null. */
    private static void hash(CodeBuilder code, ClassDesc owner, List<DirectMethodHandleDesc> fields) {
        code.iconst_0();
        for (DirectMethodHandleDesc field : fields) {
            ClassDesc type = typeOf(field);
            code.bipush(31).imul().aload(0).getfield(owner, field.methodName(), type);
            if (type.isPrimitive()) {
                code.invokestatic(wrapper(type), "hashCode", MethodTypeDesc.of(ConstantDescs.CD_int, type));
            } else {
                code.invokestatic(OBJECTS, "hashCode", MethodTypeDesc.of(ConstantDescs.CD_int, ConstantDescs.CD_Object));
            }
            code.iadd();
        }
        code.ireturn();
    }

    /** Whether both are the same, or records of the class with equal components; numbers are compared as {@code compare} does. */
    private static void equal(CodeBuilder code, ClassDesc owner, List<DirectMethodHandleDesc> fields) {
        Label different = code.newLabel();
        Label another = code.newLabel();
        code.aload(0).aload(1).if_acmpne(another).iconst_1().ireturn().labelBinding(another);
        code.aload(1).instanceOf(owner).ifeq(different).aload(1).checkcast(owner).astore(2);
        for (DirectMethodHandleDesc field : fields) {
            ClassDesc type = typeOf(field);
            code.aload(0).getfield(owner, field.methodName(), type).aload(2).getfield(owner, field.methodName(), type);
            if (type.isPrimitive()) {
                code.invokestatic(wrapper(type), "compare", MethodTypeDesc.of(ConstantDescs.CD_int, type, type)).ifne(different);
            } else {
                code.invokestatic(OBJECTS, "equals", EQUALS).ifeq(different);
            }
        }
        code.iconst_1().ireturn().labelBinding(different).iconst_0().ireturn();
    }

    /** The index of the first label from {@code restart} on that the value fits, -1 for null, the number of labels for none. */
    private static void test(CodeBuilder code, List<ConstantDesc> labels) {
        Label known = code.newLabel();
        code.aload(0).ifnonnull(known).iconst_m1().ireturn().labelBinding(known);
        for (int i = 0; i < labels.size(); i++) {
            Label next = code.newLabel();
            code.iload(1).loadConstant(i).if_icmpgt(next);
            switch (labels.get(i)) {
                case ClassDesc type -> code.aload(0).instanceOf(type);
                case DynamicConstantDesc<?> constant -> {
                    load(code, constant);
                    code.aload(0).invokevirtual(ConstantDescs.CD_Object, "equals", SAME);
                }
                case ConstantDesc text -> code.loadConstant(text).aload(0).invokevirtual(ConstantDescs.CD_Object, "equals", SAME);
            }
            code.ifeq(next).loadConstant(i).ireturn().labelBinding(next);
        }
        code.loadConstant(labels.size()).ireturn();
    }
}
