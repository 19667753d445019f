using Bureau.Kernel.Identity;

namespace Bureau.Benefits;

internal static class BenefitsPermissions
{
    public static readonly IReadOnlyList<Permission> All = [];
}
