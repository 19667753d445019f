using System.Security.Cryptography;
using Bureau.Kernel.Clients;
using Bureau.Kernel.Data;
using FsCheck;
using FsCheck.Fluent;

namespace Bureau.Kernel.Tests.Data;

public class FieldCipherTests
{
    private static readonly FieldCipher Cipher = new(new MasterKey([.. Enumerable.Range(1, 32).Select(i => (byte)i)]));
    private static readonly ClientId One = new(1), Two = new(2);

    [Fact]
    public void Any_text_opens_to_what_it_was() =>
        Prop.ForAll(ArbMap.Default.ArbFor<NonNull<string>>(), text =>
        {
            // Lone surrogates are no text; UTF-8 has no place for them.
            var value = string.Concat(text.Get.EnumerateRunes().Select(r => r.ToString()));
            return Cipher.Decrypt(One, "t/c/1", Cipher.Encrypt(One, "t/c/1", value)) == value;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Equal_values_do_not_look_equal() => Cipher.Encrypt(One, "t/c/1", "12345678").ShouldNotBe(Cipher.Encrypt(One, "t/c/1", "12345678"));

    [Fact]
    public void A_value_moved_to_another_row_or_client_does_not_open()
    {
        var encrypted = Cipher.Encrypt(One, "employee_fact/bank_account_number/1", "12345678");

        Should.Throw<CryptographicException>(() => Cipher.Decrypt(One, "employee_fact/bank_account_number/2", encrypted));
        Should.Throw<CryptographicException>(() => Cipher.Decrypt(Two, "employee_fact/bank_account_number/1", encrypted));
    }

    [Fact]
    public void Another_master_key_is_told_by_its_id()
    {
        var other = new FieldCipher(new MasterKey(new byte[32]));

        Should.Throw<CryptographicException>(() => other.Decrypt(One, "p", Cipher.Encrypt(One, "p", "x"))).Message.ShouldContain("master key");
    }

    [Fact]
    public void A_blind_index_is_equal_for_equal_values_of_one_client_and_column_only()
    {
        Cipher.BlindIndex(One, "nino", "ab123456c ").ShouldBe(Cipher.BlindIndex(One, "nino", "AB123456C"));
        Cipher.BlindIndex(One, "nino", "AB123456C").ShouldNotBe(Cipher.BlindIndex(Two, "nino", "AB123456C"));
        Cipher.BlindIndex(One, "nino", "AB123456C").ShouldNotBe(Cipher.BlindIndex(One, "bank", "AB123456C"));
    }

    [Fact]
    public void The_key_file_is_made_once_and_is_its_owners_alone()
    {
        var folder = Directory.CreateTempSubdirectory("bureau-test-").FullName;
        var path = Path.Combine(folder, "keys", "master.key");

        var first = MasterKey.FromFile(path);

        MasterKey.FromFile(path).Id.ShouldBe(first.Id);
        if (!OperatingSystem.IsWindows()) File.GetUnixFileMode(path).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Directory.Delete(folder, recursive: true);
    }
}
