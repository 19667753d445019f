using Bureau.Kernel.Identity;

namespace Bureau.Onboarding;

internal static class OnboardingPermissions
{
    public static readonly IReadOnlyList<Permission> All = [];
}
