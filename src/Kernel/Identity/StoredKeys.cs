using System.Xml.Linq;
using Bureau.Kernel.Clients;
using Bureau.Kernel.Data;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.Options;

namespace Bureau.Kernel.Identity;

/// <summary>Keys of sign-in cookies and form tokens live in the store, encrypted under the master key, so that every instance shares them.</summary>
internal sealed class StoredKeys(IdentityStore store, FieldCipher cipher) : IConfigureOptions<KeyManagementOptions>, IXmlRepository
{
    private static readonly ClientId Nobody = new(0);

    public void Configure(KeyManagementOptions options) => options.XmlRepository = this;

    public IReadOnlyCollection<XElement> GetAllElements() => ReadAsync().GetAwaiter().GetResult();

    public void StoreElement(XElement element, string friendlyName) => WriteAsync(element, friendlyName).GetAwaiter().GetResult();

    private async Task<IReadOnlyCollection<XElement>> ReadAsync()
    {
        await using var db = await store.OpenAcrossClientsAsync();
        var rows = await db.QueryAsync<Row>("select name, xml from access.data_protection_key order by name");
        return [.. rows.Select(r => XElement.Parse(cipher.Decrypt(Nobody, Place(r.Name), r.Xml)))];
    }

    private async Task WriteAsync(XElement element, string name)
    {
        await using var unit = await store.BeginAcrossClientsAsync();
        await unit.ExecuteAsync("insert into access.data_protection_key (name, xml) values (@Name, @Xml)",
            new { Name = name, Xml = cipher.Encrypt(Nobody, Place(name), element.ToString(SaveOptions.DisableFormatting)) });
        await unit.CommitAsync();
    }

    private static string Place(string name) => "access.data_protection_key/" + name;

    private sealed class Row
    {
        public string Name { get; init; } = "";
        public string Xml { get; init; } = "";
    }
}
