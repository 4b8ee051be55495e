/** For tests: a small Salesforce DX project in a temporary folder. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { temporaryFolder } from '../../temporary-folder.ts';
import { xml } from '../metadata/test-package.ts';

export interface TestProject {
    folder: string;
    /** Writes a file below `force-app/main/default`. */
    write(path: string, text: string): void;
    remove(path: string): void;
}

export function testProject(): TestProject {
    const { path: folder } = temporaryFolder('local-org-project-');
    const base = join(folder, 'force-app', 'main', 'default');
    const project: TestProject = {
        folder,
        write(path, text) {
            const file = join(base, path);
            mkdirSync(dirname(file), { recursive: true });
            writeFileSync(file, text);
        },
        remove: (path) => rmSync(join(base, path))
    };
    mkdirSync(base, { recursive: true });
    const definition = { packageDirectories: [{ path: 'force-app', default: true }], sourceApiVersion: '66.0' };
    writeFileSync(join(folder, 'sfdx-project.json'), JSON.stringify(definition));
    return project;
}

/** A field, a class, a component and a permission set that opens them. */
export function writeSmallPackage(project: TestProject): void {
    project.write(
        'objects/Case/fields/Bot_Key__c.field-meta.xml',
        xml('CustomField', '<fullName>Bot_Key__c</fullName><label>Bot Key</label><length>80</length><type>Text</type>')
    );
    project.write(
        'classes/Greeter.cls',
        "public class Greeter {\n    public static String greet() {\n        return 'hello';\n    }\n}\n"
    );
    project.write(
        'classes/Greeter.cls-meta.xml',
        xml('ApexClass', '<apiVersion>66.0</apiVersion><status>Active</status>')
    );
    project.write(
        'lwc/tile/tile.js',
        "import { LightningElement } from 'lwc';\nexport default class Tile extends LightningElement {}\n"
    );
    project.write('lwc/tile/tile.html', '<template></template>\n');
    project.write(
        'lwc/tile/tile.js-meta.xml',
        xml('LightningComponentBundle', '<apiVersion>66.0</apiVersion><isExposed>false</isExposed>')
    );
    project.write(
        'permissionsets/Small.permissionset-meta.xml',
        xml(
            'PermissionSet',
            `<classAccesses><apexClass>Greeter</apexClass><enabled>true</enabled></classAccesses>
            <fieldPermissions><editable>false</editable><field>Case.Bot_Key__c</field><readable>true</readable></fieldPermissions>
            <label>Small</label>`
        )
    );
}

/** Four components, each wrong in its own way: element, enum value, reference, feature. */
export function writeBrokenPackage(project: TestProject): void {
    project.write(
        'remoteSiteSettings/Typo.remoteSite-meta.xml',
        xml(
            'RemoteSiteSetting',
            '<disableProtocolSecurity>false</disableProtocolSecurity>\n<isActiv>true</isActiv>\n<url>https://example.com</url>'
        )
    );
    project.write(
        'objects/Case/fields/Wrong__c.field-meta.xml',
        xml('CustomField', '<fullName>Wrong__c</fullName><label>Wrong</label><type>Texto</type>')
    );
    project.write(
        'permissionsets/Dangling.permissionset-meta.xml',
        xml(
            'PermissionSet',
            '<fieldPermissions><editable>false</editable><field>Case.Nowhere__c</field><readable>true</readable></fieldPermissions><label>Dangling</label>'
        )
    );
    project.write(
        'servicePresenceStatuses/Off.servicePresenceStatus-meta.xml',
        xml('ServicePresenceStatus', '<label>Off</label>')
    );
}

/** What a client must report of `writeBrokenPackage`. */
export const brokenProblems: [string, RegExp][] = [
    [
        'Typo',
        /Element \{http:\/\/soap\.sforce\.com\/2006\/04\/metadata\}isActiv invalid at this location in type RemoteSiteSetting/
    ],
    ['Case.Wrong__c', /'Texto' is not a valid value for the enum 'FieldType'/],
    ['Dangling', /In field: field - no CustomField named Case\.Nowhere__c found/],
    ['Off', /Not available for deploy for this organization/]
];
