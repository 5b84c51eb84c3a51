package xyz.blueblocks.e2e.tap;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodModel;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The two places where bytes have no TLS around them: as a link's channel takes what came out of
/// TLS, and as TLS takes what is to go out.
final class TapPoints implements ClassFileTransformer {
    private static final Map<String, Place> PLACES =
            Map.of(
                    "xyz.blueblocks.link.LinkChannel", new Place("channelRead", "in-"),
                    "io.netty.handler.ssl.SslHandler", new Place("write", "out-"));

    private static final ClassDesc CONTEXT = ClassDesc.of("io.netty.channel.ChannelHandlerContext");
    private static final ClassDesc CHANNEL = ClassDesc.of("io.netty.channel.Channel");
    private static final ClassDesc CHANNEL_ID = ClassDesc.of("io.netty.channel.ChannelId");
    private static final ClassDesc BYTES = ClassDesc.of("io.netty.buffer.ByteBuf");
    private static final ClassDesc BYTES_TOOLS = ClassDesc.of("io.netty.buffer.ByteBufUtil");
    private static final ClassDesc TAP = ClassDesc.of(Tap.class.getName());
    private static final ClassDesc ARRAY = ConstantDescs.CD_byte.arrayType();
    private static final ClassDesc TEXT = ConstantDescs.CD_String;

    /// Both methods take a context and a message first.
    private static final int CONTEXT_SLOT = 1;

    private static final int MESSAGE_SLOT = 2;

    /// @param method its first two parameters are a context and a message
    /// @param direction how the streams' names begin
    private record Place(String method, String direction) {
        boolean is(MethodModel candidate) {
            return candidate.methodName().equalsString(method)
                    && candidate.methodTypeSymbol().parameterCount() >= MESSAGE_SLOT
                    && candidate.methodTypeSymbol().parameterType(0).equals(CONTEXT)
                    && candidate
                            .methodTypeSymbol()
                            .parameterType(1)
                            .equals(ConstantDescs.CD_Object);
        }
    }

    static boolean isTapped(String className) {
        return PLACES.containsKey(className);
    }

    @Override
    public byte @Nullable [] transform(
            @Nullable ClassLoader loader,
            String internalName,
            @Nullable Class<?> redefined,
            ProtectionDomain domain,
            byte[] code) {
        return Optional.ofNullable(PLACES.get(internalName.replace('/', '.')))
                .map(place -> tapped(place, loader, code))
                .orElse(null);
    }

    private byte[] tapped(Place place, @Nullable ClassLoader loader, byte[] code) {
        ClassHierarchyResolver types =
                ClassHierarchyResolver.ofResourceParsing(
                                Optional.ofNullable(loader)
                                        .orElseGet(ClassLoader::getSystemClassLoader))
                        .orElse(ClassHierarchyResolver.defaultResolver())
                        .cached();
        ClassFile file = ClassFile.of(ClassHierarchyResolverOption.of(types));
        return file.transformClass(
                file.parse(code),
                ClassTransform.transformingMethodBodies(place::is, first(place.direction())));
    }

    /// Does what [#tap] writes before what the method did anyway.
    private static CodeTransform first(String direction) {
        return new CodeTransform() {
            @Override
            public void atStart(CodeBuilder code) {
                tap(code, direction);
            }

            @Override
            public void accept(CodeBuilder code, CodeElement element) {
                code.with(element);
            }
        };
    }

    /// `if (message instanceof ByteBuf) Tap.take(direction + context.channel().id(), its bytes)`.
    private static void tap(CodeBuilder code, String direction) {
        code.aload(MESSAGE_SLOT)
                .instanceOf(BYTES)
                .ifThen(then ->
                        then.loadConstant(direction)
                                .aload(CONTEXT_SLOT)
                                .invokeinterface(CONTEXT, "channel", MethodTypeDesc.of(CHANNEL))
                                .invokeinterface(CHANNEL, "id", MethodTypeDesc.of(CHANNEL_ID))
                                .invokeinterface(CHANNEL_ID, "asShortText", MethodTypeDesc.of(TEXT))
                                .invokevirtual(TEXT, "concat", MethodTypeDesc.of(TEXT, TEXT))
                                .aload(MESSAGE_SLOT)
                                .checkcast(BYTES)
                                .invokestatic(
                                        BYTES_TOOLS, "getBytes", MethodTypeDesc.of(ARRAY, BYTES))
                                .invokestatic(
                                        TAP,
                                        "take",
                                        MethodTypeDesc.of(ConstantDescs.CD_void, TEXT, ARRAY)));
    }
}
