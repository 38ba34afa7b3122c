/** The one password of all people of the demonstration; the sign-in page shows it. No account of real work ever has it. */
export const demonstrationPassword = "cinco rios y un puente";
