using Bureau.Kernel.Data;

namespace Bureau.Onboarding;

/// <summary>Schema <c>onboarding</c>.</summary>
internal sealed class OnboardingStore(Database database) : Store(database, "onboarding");
