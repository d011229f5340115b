/** The README of a course folder: nbgrader's commands in the order in which they are needed. */
export const courseReadme = `# Exercises on model collapse: a course for nbgrader

Each folder in \`source\` is an assignment, named by the number of its notebook in the workbook.

What is needed is a Python environment with \`pip install nbgrader==0.9.6\`, its \`bin\` on the PATH, and the notebooks' kernel
in it: \`npm run kernel -- install --prefix ENVIRONMENT\`, in the workbook's folder. Then, in this folder, for assignment 01:

\`\`\`sh
nbgrader generate_assignment 01    # writes release/01/NAME.ipynb, for the students
nbgrader autograde 01              # grades submitted/STUDENT/01/NAME.ipynb
nbgrader generate_feedback 01      # writes feedback/STUDENT/01/NAME.html
nbgrader export                    # writes grades.csv
\`\`\`

Texts are marked by hand between autograde and generate_feedback: in JupyterLab, Nbgrader → Formgrader.

\`nbgrader_config.py\` says where its settings differ from nbgrader's own, and why. nbgrader runs what was handed in with your
rights and without a sandbox. \`npm run exercises -- grade\`, in the workbook's folder, gives the same marks and has one.
`;
